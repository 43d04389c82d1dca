// A lock of the user's own.
#pragma once

#include <atomic>
#include <thread>

namespace my {

class spinlock {
public:
    void lock() {
        while (taken_.exchange(true, std::memory_order_acquire))
            std::this_thread::yield();
    }
    bool try_lock() { return !taken_.exchange(true, std::memory_order_acquire); }
    void unlock() { taken_.store(false, std::memory_order_release); }

private:
    std::atomic<bool> taken_{false};
};

} // namespace my
