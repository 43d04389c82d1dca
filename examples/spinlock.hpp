// A spinlock that is right: test and test-and-set (Rudolph and Segall, ISCA 1984). examples/broken_spinlock.hpp is the
// same with one order too weak. Any thread may call anything; unlock() is for the thread that holds the lock.
#pragma once

#include <atomic>
#include <thread>

namespace examples {

class spinlock {
public:
    void lock() {
        while (!try_lock()) {
            while (taken_.load(std::memory_order_relaxed)) // only a hint: try_lock() decides
                std::this_thread::yield();
        }
    }
    // acquire: pairs with unlock(), so that all its holder did comes before what this thread does
    bool try_lock() { return !taken_.exchange(true, std::memory_order_acquire); }
    // release: publishes what was done under the lock
    void unlock() { taken_.store(false, std::memory_order_release); }

private:
    std::atomic<bool> taken_{false};
};

} // namespace examples
