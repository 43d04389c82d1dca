// N threads increment x, then y: (N!)^2 executions.
#include <atomic>
#include <thread>

#ifndef N
#define N 3
#endif

static std::atomic<int> x, y;

int main() {
    std::thread threads[N];
    for (auto& thread : threads)
        thread = std::thread([] {
            x.fetch_add(1, std::memory_order_relaxed);
            y.fetch_add(1, std::memory_order_relaxed);
        });
    for (auto& thread : threads)
        thread.join();
    return 0;
}
