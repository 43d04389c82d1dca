// Small latches, sound as they stand, with mistakes that can be switched on.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace types {

struct latch_faults {
    std::memory_order count = std::memory_order_release; // publishes what was done before it to who waits
    std::memory_order look = std::memory_order_acquire;  // pairs with count
    bool counts_in_two_steps = false;
    bool forgets_to_wake = false;
    bool wakes_one = false;
    bool opens_one_early = false;
};

template <latch_faults Faults = latch_faults{}>
class atomic_latch {
public:
    explicit atomic_latch(std::ptrdiff_t count) : missing_(static_cast<int>(count)) {}

    void count_down(std::ptrdiff_t amount = 1) {
        const int counted = static_cast<int>(amount);
        int before = 0;
        if constexpr (Faults.counts_in_two_steps) {
            before = missing_.load(std::memory_order_relaxed);
            missing_.store(before - counted, Faults.count);
        } else {
            before = missing_.fetch_sub(counted, Faults.count);
        }
        if (before > counted || Faults.forgets_to_wake)
            return;
        if constexpr (Faults.wakes_one)
            missing_.notify_one();
        else
            missing_.notify_all();
    }

    bool try_wait() const { return missing_.load(Faults.look) <= last; }

    void wait() const {
        for (int seen = missing_.load(Faults.look); seen > last; seen = missing_.load(Faults.look))
            missing_.wait(seen, std::memory_order_relaxed); // the next look decides
    }

private:
    static constexpr int last = Faults.opens_one_early ? 1 : 0;

    std::atomic<int> missing_; // counts
};

/// A count under a lock, and a condition variable.
class locked_latch {
public:
    explicit locked_latch(std::ptrdiff_t count) : missing_(count) {}

    void count_down() {
        const std::lock_guard held(lock_);
        if (--missing_ == 0)
            open_.notify_all();
    }

    void wait() {
        std::unique_lock held(lock_);
        open_.wait(held, [this] { return missing_ == 0; });
    }

private:
    std::mutex lock_;
    std::condition_variable open_;
    std::ptrdiff_t missing_; // counts
};

} // namespace types
