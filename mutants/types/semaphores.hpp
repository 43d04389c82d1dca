// Small semaphores, sound as they stand, with mistakes that can be switched on.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>

namespace types {

struct semaphore_faults {
    std::memory_order take = std::memory_order_acquire; // pairs with give
    std::memory_order give = std::memory_order_release; // publishes what the holder did
    bool takes_in_two_steps = false;
    bool forgets_to_wake = false;
    bool wakes_one_for_many = false;
    bool gives_twice = false;
    bool goes_below_zero = false;
};

/// A number of permits that sleeps while it is zero.
template <semaphore_faults Faults = semaphore_faults{}>
class atomic_semaphore {
public:
    explicit atomic_semaphore(std::ptrdiff_t permits) : permits_(static_cast<int>(permits)) {}

    void acquire() {
        while (!try_acquire())
            permits_.wait(0, std::memory_order_relaxed);
    }

    bool try_acquire() {
        int seen = permits_.load(std::memory_order_relaxed);
        while (seen > 0 || (Faults.goes_below_zero && seen == 0)) {
            if constexpr (Faults.takes_in_two_steps) {
                permits_.store(seen - 1, std::memory_order_relaxed);
                return true;
            } else if (permits_.compare_exchange_weak(seen, seen - 1, Faults.take, std::memory_order_relaxed)) {
                return true;
            }
        }
        return false;
    }

    void release(std::ptrdiff_t permits = 1) {
        permits_.fetch_add(static_cast<int>(Faults.gives_twice ? 2 * permits : permits), Faults.give);
        if constexpr (Faults.wakes_one_for_many)
            permits_.notify_one();
        else if constexpr (!Faults.forgets_to_wake)
            permits_.notify_all();
    }

private:
    std::atomic<int> permits_; // left
};

/// A number of permits that is looked at again and again; made with none.
class spinning_semaphore {
public:
    void acquire() {
        while (!try_acquire())
            std::this_thread::yield();
    }
    bool try_acquire() {
        int seen = permits_.load(std::memory_order_relaxed);
        // acquire: pairs with release().
        return seen > 0 &&
               permits_.compare_exchange_strong(seen, seen - 1, std::memory_order_acquire, std::memory_order_relaxed);
    }
    void release() { permits_.fetch_add(1, std::memory_order_release); } // publishes what the holder did

private:
    std::atomic<int> permits_{0}; // left
};

/// A number of permits under a lock, and a condition variable.
class locked_semaphore {
public:
    explicit locked_semaphore(std::ptrdiff_t permits) : permits_(permits) {}

    void acquire() {
        std::unique_lock held(lock_);
        given_.wait(held, [this] { return permits_ > 0; });
        --permits_;
    }

    void release() {
        {
            const std::lock_guard held(lock_);
            ++permits_;
        }
        given_.notify_one();
    }

private:
    std::mutex lock_;
    std::condition_variable given_;
    std::ptrdiff_t permits_; // left
};

} // namespace types
