// The same with a relaxed load: a data race.
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
        if (ready.load(std::memory_order_relaxed))
            assert(data == 42);
    });
    writer.join();
    reader.join();
}
