// A sequence lock whose writer lacks the release fence between the odd number and the data.
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<unsigned> sequence{0};
std::atomic<int> low{0}, high{0};

void publish(int value) {
    sequence.store(1, std::memory_order_relaxed);
    // here the fence is missing
    low.store(value, std::memory_order_relaxed);
    high.store(value, std::memory_order_relaxed);
    sequence.store(2, std::memory_order_release);
}

void inspect() {
    const unsigned before = sequence.load(std::memory_order_acquire);
    const int a = low.load(std::memory_order_relaxed);
    const int b = high.load(std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_acquire);
    if (before % 2 == 0 && sequence.load(std::memory_order_relaxed) == before)
        assert(a == b);
}

int main() {
    std::thread writer(publish, 7), reader(inspect);
    writer.join();
    reader.join();
}
