// Peterson's mutual exclusion for two threads without seq_cst: both may see the other out.
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<bool> interested[2];
std::atomic<int> turn{0};
std::atomic<int> inside{0};

void enter_once(int me) {
    const int other = 1 - me;
    interested[me].store(true, std::memory_order_release);
    turn.store(other, std::memory_order_release);
    if (interested[other].load(std::memory_order_acquire) && turn.load(std::memory_order_acquire) == other)
        return; // would have to wait
    assert(inside.fetch_add(1, std::memory_order_relaxed) == 0);
    inside.fetch_sub(1, std::memory_order_relaxed);
    interested[me].store(false, std::memory_order_release);
}

int main() {
    std::thread first(enter_once, 0), second(enter_once, 1);
    first.join();
    second.join();
}
