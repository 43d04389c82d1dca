// Dekker's entry protocol with release and acquire: each thread may miss the other's flag, and both enter. The stores
// and loads would have to be seq_cst.
#include <atomic>
#include <thread>

std::atomic<bool> wants_first{false}, wants_second{false};
int balance = 0;

void first() {
    wants_first.store(true, std::memory_order_release);
    if (!wants_second.load(std::memory_order_acquire))
        balance += 10;
}

void second() {
    wants_second.store(true, std::memory_order_release);
    if (!wants_first.load(std::memory_order_acquire))
        balance -= 10;
}

int main() {
    std::thread one(first), two(second);
    one.join();
    two.join();
}
