// Each of N threads tries to change x from 0 to 1, then writes a value of its own.
#include <atomic>
#include <thread>

#ifndef N
#define N 3
#endif

static std::atomic<int> x;

static void claim_and_write(int i) {
    int expected = 0;
    x.compare_exchange_strong(expected, 1, std::memory_order_relaxed, std::memory_order_relaxed);
    x.store(i + 4, std::memory_order_release);
}

int main() {
    std::thread threads[N];
    for (int i = 0; i < N; ++i)
        threads[i] = std::thread(claim_and_write, i);
    for (auto& thread : threads)
        thread.join();
    return 0;
}
