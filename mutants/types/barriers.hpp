// Small barriers, sound as they stand, with mistakes that can be switched on.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>

namespace types {

struct barrier_faults {
    std::memory_order arrive = std::memory_order_acq_rel; // gathers what all did, for the last to publish
    std::memory_order open = std::memory_order_release;   // publishes what all did
    std::memory_order look = std::memory_order_acquire;   // pairs with open
    bool counts_in_two_steps = false;
    bool opens_one_early = false;
    bool wakes_one = false;
    bool opens_before_it_counts_anew = false;
    bool waits_for_the_next_phase = false;
};

/// Counts who is missing; the last to arrive counts anew and opens the next phase.
template <barrier_faults Faults = barrier_faults{}>
class phase_barrier {
public:
    explicit phase_barrier(std::ptrdiff_t expected)
        : expected_(static_cast<int>(Faults.opens_one_early && expected > 1 ? expected - 1 : expected)),
          missing_(expected_) {}

    void arrive_and_wait() {
        // relaxed: no phase can end before this arrival.
        const int phase = Faults.waits_for_the_next_phase ? 0 : phase_.load(std::memory_order_relaxed);
        if (last_to_arrive())
            return open(phase);
        const int awaited = Faults.waits_for_the_next_phase ? phase_.load(std::memory_order_relaxed) : phase;
        while (phase_.load(Faults.look) == awaited)
            phase_.wait(awaited, std::memory_order_relaxed); // the next look decides
    }

private:
    bool last_to_arrive() {
        if constexpr (Faults.counts_in_two_steps) {
            const int before = missing_.load(std::memory_order_acquire);
            missing_.store(before - 1, std::memory_order_release);
            return before == 1;
        } else {
            return missing_.fetch_sub(1, Faults.arrive) == 1;
        }
    }

    void open(int phase) {
        if constexpr (!Faults.opens_before_it_counts_anew)
            missing_.store(expected_, std::memory_order_relaxed); // published by the phase
        if constexpr (Faults.waits_for_the_next_phase)
            phase_.fetch_add(1, Faults.open);
        else
            phase_.store(phase + 1, Faults.open);
        if constexpr (Faults.opens_before_it_counts_anew)
            missing_.store(expected_, std::memory_order_relaxed);
        if constexpr (Faults.wakes_one)
            phase_.notify_one();
        else
            phase_.notify_all();
    }

    const int expected_;
    std::atomic<int> missing_;  // in this phase
    std::atomic<int> phase_{0}; // written by the last to arrive
};

/// A counter of all arrivals there have been, looked at again and again; who arrives may wait later.
class spinning_barrier {
public:
    explicit spinning_barrier(std::ptrdiff_t expected) : expected_(expected) {}

    /// Answers how many arrivals end the phase.
    [[nodiscard]] std::ptrdiff_t arrive() {
        // release: publishes what was done before to who waits; arrivals are one release sequence.
        const std::ptrdiff_t before = arrivals_.fetch_add(1, std::memory_order_release);
        return (before / expected_ + 1) * expected_;
    }
    void wait(std::ptrdiff_t awaited) const {
        while (arrivals_.load(std::memory_order_acquire) < awaited) // pairs with arrive()
            std::this_thread::yield();
    }
    void arrive_and_wait() { wait(arrive()); }

private:
    const std::ptrdiff_t expected_;
    std::atomic<std::ptrdiff_t> arrivals_{0}; // in all phases
};

struct locked_barrier_faults {
    bool forgets_the_phase = false;
};

/// Counts under a lock, and a condition variable; who drops out lowers what the next phases expect.
template <locked_barrier_faults Faults = locked_barrier_faults{}>
class locked_barrier {
public:
    explicit locked_barrier(std::ptrdiff_t expected) : expected_(expected), missing_(expected) {}

    void arrive_and_wait() {
        std::unique_lock held(lock_);
        const unsigned long phase = phase_;
        if (arrived())
            return;
        if constexpr (Faults.forgets_the_phase)
            open_.wait(held, [&] { return missing_ == expected_; }); // a fast one may have arrived again by then
        else
            open_.wait(held, [&] { return phase_ != phase; });
    }

    void arrive_and_drop() {
        const std::lock_guard held(lock_);
        --expected_;
        arrived();
    }

private:
    // With the lock held.
    bool arrived() {
        if (--missing_ > 0)
            return false;
        missing_ = expected_;
        ++phase_;
        open_.notify_all();
        return true;
    }

    std::mutex lock_;
    std::condition_variable open_;
    std::ptrdiff_t expected_;
    std::ptrdiff_t missing_; // in this phase
    unsigned long phase_ = 0;
};

} // namespace types
