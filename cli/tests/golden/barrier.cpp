// A barrier without sense reversal: who is late to leave the first round finds the count of the second.
#include <atomic>
#include <thread>

std::atomic<int> arrived{0};

void meet() {
    if (arrived.fetch_add(1) == 1) {
        arrived.store(0);
    } else {
        while (arrived.load() != 0) {
        }
    }
}

void two_rounds() {
    meet();
    meet();
}

int main() {
    std::thread one(two_rounds), two(two_rounds);
    one.join();
    two.join();
}
