// Five philosophers who all take the fork at their left first.
#include <mutex>
#include <thread>
#include <vector>

std::mutex forks[5];

void dine(int seat) {
    const std::lock_guard<std::mutex> left(forks[seat]);
    const std::lock_guard<std::mutex> right(forks[(seat + 1) % 5]);
}

int main() {
    std::vector<std::thread> philosophers;
    for (int seat = 0; seat < 5; ++seat)
        philosophers.emplace_back(dine, seat);
    for (std::thread& each : philosophers)
        each.join();
}
