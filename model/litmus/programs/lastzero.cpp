// Thread j of N stores a[j-1] + 1 into a[j]; a reader looks for the last zero, from the end.
#include <atomic>
#include <thread>

#ifndef N
#define N 5
#endif

static std::atomic<int> a[N + 1];

static void look() {
    int i = N;
    while (a[i].load(std::memory_order_acquire) != 0)
        --i;
}

static void count_up(int j) { a[j].store(a[j - 1].load(std::memory_order_acquire) + 1, std::memory_order_release); }

int main() {
    std::thread reader(look);
    std::thread writers[N];
    for (int j = 1; j <= N; ++j)
        writers[j - 1] = std::thread(count_up, j);
    reader.join();
    for (auto& writer : writers)
        writer.join();
    return 0;
}
