// Two threads that both make the object when there is none: one overwrites the other's, which nobody frees.
#include <atomic>
#include <thread>

struct cache {
    int entries[4] = {};
};

std::atomic<cache*> shared{nullptr};

void prepare() {
    if (shared.load(std::memory_order_acquire) == nullptr)
        shared.store(new cache, std::memory_order_release);
}

int main() {
    std::thread one(prepare), two(prepare);
    one.join();
    two.join();
    delete shared.load();
}
