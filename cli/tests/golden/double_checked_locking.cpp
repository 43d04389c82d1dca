// Double-checked locking whose first look is relaxed: the object may be used before it is complete.
#include <atomic>
#include <mutex>
#include <thread>

struct settings {
    int verbosity = 3;
};

std::atomic<settings*> instance{nullptr};
std::mutex making;

settings& get() {
    settings* seen = instance.load(std::memory_order_relaxed);
    if (seen == nullptr) {
        const std::lock_guard<std::mutex> held(making);
        seen = instance.load(std::memory_order_relaxed);
        if (seen == nullptr) {
            seen = new settings;
            instance.store(seen, std::memory_order_release);
        }
    }
    return *seen;
}

int main() {
    std::thread one([] { (void)get(); });
    std::thread two([] {
        if (get().verbosity != 3)
            return;
    });
    one.join();
    two.join();
    delete instance.load();
}
