// Plain data published by a release store and read after an acquire load: holds.
#include <atomic>
#include <cassert>
#include <thread>

int data = 0;
std::atomic<bool> ready{false};

int main() {
    std::thread writer([] {
        data = 42;
        ready.store(true, std::memory_order_release);
    });
    std::thread reader([] {
        if (ready.load(std::memory_order_acquire))
            assert(data == 42);
    });
    writer.join();
    reader.join();
}
