// A spinlock with a bug that x86 processors hide: threads exclude each other, but what one wrote under the lock is not
// published to the next. examples/spinlock.hpp is its fix. The tests demand that the model layer calls it a data race.
#pragma once

#include <atomic>
#include <thread>

namespace examples {

class broken_spinlock {
public:
    void lock() {
        while (!try_lock()) {
            while (taken_.load(std::memory_order_relaxed)) // only a hint: try_lock() decides
                std::this_thread::yield();
        }
    }
    // acquire: meant to pair with unlock()
    bool try_lock() { return !taken_.exchange(true, std::memory_order_acquire); }
    // BUG: relaxed publishes nothing; it has to be release
    void unlock() { taken_.store(false, std::memory_order_relaxed); }

private:
    std::atomic<bool> taken_{false};
};

} // namespace examples
