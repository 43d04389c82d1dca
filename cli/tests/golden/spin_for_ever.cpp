// A worker waits for a flag that the main thread raises only after the worker has ended.
#include <atomic>
#include <thread>

std::atomic<bool> stop{false};

int main() {
    std::thread worker([] {
        while (!stop.load(std::memory_order_acquire)) {
        }
    });
    worker.join();
    stop.store(true, std::memory_order_release);
}
