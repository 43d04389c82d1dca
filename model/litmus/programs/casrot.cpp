// Thread i of N tries once to change x from i to i+1.
#include <atomic>
#include <thread>

#ifndef N
#define N 3
#endif

static std::atomic<int> x;

static void rotate(int i) {
    int expected = i;
    x.compare_exchange_strong(expected, i + 1, std::memory_order_relaxed, std::memory_order_relaxed);
}

int main() {
    std::thread threads[N];
    for (int i = 0; i < N; ++i)
        threads[i] = std::thread(rotate, i);
    for (auto& thread : threads)
        thread.join();
    return 0;
}
