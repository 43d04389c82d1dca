// Small counters and flags, sound as they stand, with mistakes that can be switched on.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace types {

struct counter_faults {
    bool adds_in_two_steps = false;
    bool answers_the_count_after = false;
};

/// Counts by compare-exchange.
template <counter_faults Faults = counter_faults{}>
class cas_counter {
public:
    std::uint64_t fetch_add(std::uint64_t amount) {
        // relaxed throughout: a count publishes nothing.
        std::uint64_t before = count_.load(std::memory_order_relaxed);
        if constexpr (Faults.adds_in_two_steps)
            count_.store(before + amount, std::memory_order_relaxed);
        else
            while (!count_.compare_exchange_weak(before, before + amount, std::memory_order_relaxed)) {
            }
        return Faults.answers_the_count_after ? before + amount : before;
    }
    std::uint64_t operator++() { return fetch_add(1) + 1; }
    std::uint64_t operator++(int) { return fetch_add(1); }
    std::uint64_t load() const { return count_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> count_{0};
};

struct no_lock {
    void lock() {}
    void unlock() {}
};

/// Broken with a mutex that does nothing.
template <class Mutex = std::mutex>
class locked_counter {
public:
    std::uint64_t fetch_add(std::uint64_t amount) {
        const std::lock_guard held(lock_);
        count_ += amount;
        return count_ - amount;
    }
    std::uint64_t operator++() { return fetch_add(1) + 1; }
    std::uint64_t operator++(int) { return fetch_add(1); }
    std::uint64_t load() const {
        const std::lock_guard held(lock_);
        return count_;
    }

private:
    mutable Mutex lock_;
    std::uint64_t count_ = 0;
};

struct flag_faults {
    std::memory_order raise = std::memory_order_release; // publishes what was done before set()
    std::memory_order look = std::memory_order_acquire;  // pairs with raise
    bool wakes_one = false;
    bool falls_again = false;
    bool is_set_from_the_start = false;
};

template <flag_faults Faults = flag_faults{}>
class atomic_flag {
public:
    void set() {
        if constexpr (Faults.falls_again) // set twice is not set
            up_.fetch_xor(1, Faults.raise);
        else
            up_.store(1, Faults.raise);
        if constexpr (Faults.wakes_one)
            up_.notify_one();
        else
            up_.notify_all();
    }
    bool is_set() const { return up_.load(Faults.look) != 0; }
    void wait() const {
        while (!is_set())
            up_.wait(0, std::memory_order_relaxed); // the next look decides
    }

private:
    std::atomic<int> up_{Faults.is_set_from_the_start ? 1 : 0};
};

/// Cannot be waited for.
class plain_flag {
public:
    void set() { up_.store(true); }
    bool is_set() const { return up_.load(); }

private:
    std::atomic<bool> up_{false};
};

class locked_flag {
public:
    void set() {
        const std::lock_guard held(lock_);
        up_ = true;
        raised_.notify_all();
    }
    bool is_set() const {
        const std::lock_guard held(lock_);
        return up_;
    }
    void wait() const {
        std::unique_lock held(lock_);
        raised_.wait(held, [this] { return up_; });
    }

private:
    mutable std::mutex lock_;
    mutable std::condition_variable raised_;
    bool up_ = false;
};

} // namespace types
