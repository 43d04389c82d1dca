// Six workers draw numbers; the last two steps of drawing one are not one step.
#include <atomic>
#include <cassert>
#include <thread>
#include <vector>

std::atomic<int> next{0};
std::atomic<int> taken[6];

void draw() {
    const int mine = next.load();
    next.store(mine + 1);
    assert(taken[mine].exchange(1) == 0);
}

int main() {
    std::vector<std::thread> workers;
    for (int i = 0; i < 6; ++i)
        workers.emplace_back(draw);
    for (std::thread& each : workers)
        each.join();
}
