// N threads open-address a table of 128 cells, four entries each; they collide only from N = 12 on.
#include <atomic>
#include <thread>

#ifndef N
#define N 12
#endif

constexpr int cells = 128, entries = 4;

static std::atomic<int> table[cells];

static void insert_all(int thread) {
    for (int i = 0; i < entries; ++i) {
        const int w = i * 11 + thread;
        int h = (w * 7) % cells;
        for (int expected = 0; !table[h].compare_exchange_strong(expected, w, std::memory_order_relaxed); expected = 0)
            h = (h + 1) % cells;
    }
}

int main() {
    std::thread threads[N];
    for (int i = 0; i < N; ++i)
        threads[i] = std::thread(insert_all, i);
    for (auto& thread : threads)
        thread.join();
    return 0;
}
