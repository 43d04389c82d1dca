// Small onces, sound as they stand, with mistakes that can be switched on.
#pragma once

#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

namespace types {

struct once_faults {
    std::memory_order look = std::memory_order_acquire;   // pairs with finish
    std::memory_order finish = std::memory_order_release; // publishes what was done
    bool starts_in_two_steps = false;
    bool late_comers_do_not_wait = false;
    bool forgets_to_wake = false;
    bool counts_failed_attempts = false;
};

/// A state: nobody has begun, somebody has, done.
template <once_faults Faults = once_faults{}>
class atomic_once {
public:
    static constexpr bool retries_after_exceptions = true;

    template <class Function>
    void call(Function&& function) {
        for (int seen = state_.load(Faults.look); seen != done; seen = state_.load(Faults.look)) {
            if (seen == fresh && begin())
                return run(std::forward<Function>(function));
            if constexpr (Faults.late_comers_do_not_wait)
                return;
            state_.wait(begun, std::memory_order_relaxed); // the next look decides
        }
    }

private:
    static constexpr int fresh = 0;
    static constexpr int begun = 1;
    static constexpr int done = 2;

    bool begin() {
        if constexpr (Faults.starts_in_two_steps) {
            state_.store(begun, std::memory_order_relaxed);
            return true;
        } else {
            int expected = fresh;
            // acquire: what failed attempts did before is seen by the next.
            return state_.compare_exchange_strong(expected, begun, std::memory_order_acquire,
                                                  std::memory_order_relaxed);
        }
    }

    template <class Function>
    void run(Function&& function) {
        try {
            std::forward<Function>(function)();
        } catch (...) {
            change(Faults.counts_failed_attempts ? done : fresh);
            throw;
        }
        change(done);
    }

    void change(int to) {
        state_.store(to, Faults.finish);
        if constexpr (!Faults.forgets_to_wake)
            state_.notify_all();
    }

    std::atomic<int> state_{fresh};
};

/// A lock that spins around the first call, and a look before it.
class spinning_once {
public:
    template <class Function>
    void call(Function&& function) {
        while (!done_.load(std::memory_order_acquire)) { // pairs with the store below
            if (begun_.exchange(true, std::memory_order_relaxed)) {
                std::this_thread::yield();
                continue;
            }
            std::forward<Function>(function)();
            done_.store(true, std::memory_order_release); // publishes what was done
        }
    }

private:
    std::atomic<bool> begun_{false};
    std::atomic<bool> done_{false};
};

/// A lock around the first call.
class locked_once {
public:
    static constexpr bool retries_after_exceptions = true;

    template <class Function>
    void call(Function&& function) {
        const std::lock_guard held(lock_);
        if (done_)
            return;
        std::forward<Function>(function)();
        done_ = true;
    }

private:
    std::mutex lock_;
    bool done_ = false;
};

/// std::call_once under a contract's word.
class standard_once {
public:
    static constexpr bool retries_after_exceptions = true;

    template <class Function>
    void call(Function&& function) {
        std::call_once(flag_, std::forward<Function>(function));
    }

private:
    std::once_flag flag_;
};

} // namespace types
