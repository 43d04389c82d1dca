// One thread writes, N read: 2^N executions.
#include <atomic>
#include <thread>

#ifndef N
#define N 3
#endif

static std::atomic<int> x;

int main() {
    std::thread writer([] { x.store(42, std::memory_order_release); });
    std::thread readers[N];
    for (auto& reader : readers)
        reader = std::thread([] { (void)x.load(std::memory_order_acquire); });
    writer.join();
    for (auto& reader : readers)
        reader.join();
    return 0;
}
