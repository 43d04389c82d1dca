// The small shared variables that threads tell each other things with: flag, counter and progress, each with a wait
// that sleeps. A flag is set once and for all; a counter counts what happened; progress tells how much of a whole is
// done.
//
// Algorithm: one bit beside the value says that somebody may sleep, so that nobody else pays for waking. A flag sleeps
// on itself as a lock does (Ulrich Drepper, "Futexes Are Tricky", 2011, section 6); a count is wider than the kernel's
// 32 bits and sleeps on a condition variable. Progress: changing and reading are wait-free while nobody waits. Any
// thread may call anything; the variable must outlive every call.
//
// Memory ordering: set(), fetch_add() and advance() release, is_set(), done() and every wait acquire: what was done
// before the change happens before what is done after it was seen. counter::load() alone orders nothing.
#pragma once

#include <limits>

#include <heddle/condition_variable.hpp>
#include <heddle/mutex.hpp>
#include <heddle/sync.hpp>

namespace heddle {

/// False until somebody sets it, then true for ever: for cancellation, or to say that something is ready. 4 bytes.
class flag {
public:
    flag() = default;
    flag(const flag&) = delete;
    flag& operator=(const flag&) = delete;

    /// Sets the flag and wakes all who wait for it. Setting it again changes nothing.
    void set() noexcept {
        // release: publishes what came before to the acquires in is_set() and wait().
        if (state_.exchange(is_up, sync::memory_order_release) == awaited)
            sync::notify_all(state_);
    }

    [[nodiscard]] bool is_set() const noexcept {
        // acquire: pairs with the release in set().
        return state_.load(sync::memory_order_acquire) == is_up;
    }

    /// Sleeps until the flag is set; returns at once if it is.
    void wait() noexcept {
        while (!announced())
            sync::wait(state_, awaited);
    }

    /// Like wait(), but no longer than `deadline`. Returns whether the flag is set.
    bool wait_until(sync::clock::time_point deadline) noexcept {
        while (!announced()) {
            if (sync::expired(deadline))
                return false;
            sync::wait_until(state_, awaited, deadline);
        }
        return true;
    }

    /// wait_until() from now on.
    bool wait_for(sync::clock::duration patience) noexcept { return wait_until(sync::clock::now() + patience); }

private:
    static constexpr std::uint32_t is_down = 0;
    static constexpr std::uint32_t awaited = 1;
    static constexpr std::uint32_t is_up = 2;

    // Looks for a while, then tells set() that there is somebody to wake. True if the flag is set.
    bool announced() noexcept {
        for (int spins = 0; spins < sync::spin_limit; ++spins) {
            if (is_set())
                return true;
            sync::pause();
        }
        std::uint32_t seen = is_down;
        // relaxed: announces a sleeper to the exchange in set(); if it finds the flag set, is_set() pairs with set().
        state_.compare_exchange_strong(seen, awaited, sync::memory_order_relaxed, sync::memory_order_relaxed);
        return seen == is_up && is_set();
    }

    sync::word state_{
        is_down}; // is_down, awaited: down and somebody may sleep, is_up; written by all, never down again
};

namespace detail {

/// A number that only grows, up to 2^63 - 1, and that threads can wait for.
class awaited_count {
public:
    using number = std::uint64_t;

    /// Returns the number before.
    number add(number amount) {
        // release: publishes what came before to the acquires in now() and reached().
        const number before = state_.fetch_add(amount << 1, sync::memory_order_release);
        if (before & waiters)
            wake(value(before) + amount);
        return value(before);
    }

    number now(sync::memory_order order) const noexcept { return value(state_.load(order)); }

    void wait(number target) {
        if (soon(target))
            return;
        auto nearest = nearest_.lock();
        while (!reached(target, *nearest))
            woken_.wait(nearest);
    }

    bool wait_until(number target, sync::clock::time_point deadline) {
        if (soon(target))
            return true;
        auto nearest = nearest_.lock();
        while (!reached(target, *nearest)) {
            if (woken_.wait_until(nearest, deadline) == std::cv_status::timeout)
                return reached(target, *nearest);
        }
        return true;
    }

private:
    static constexpr number waiters = 1;
    static constexpr number nobody = std::numeric_limits<number>::max();
    static constexpr number value(number state) noexcept { return state >> 1; }

    // Looks for a while.
    bool soon(number target) const noexcept {
        for (int spins = 0; spins < sync::spin_limit; ++spins) {
            // acquire: pairs with the release in add().
            if (now(sync::memory_order_acquire) >= target)
                return true;
            sync::pause();
        }
        return false;
    }

    // With nearest_ locked: whether the number has got there; if not, every add() from now on sees the waiter, and
    // those that matter then come for the lock, which is free only when the waiter sleeps.
    bool reached(number target, sync::plain<number>& nearest) noexcept {
        if (target < nearest)
            nearest = target;
        // acquire: pairs with the release in add().
        return value(state_.fetch_or(waiters, sync::memory_order_acquire)) >= target;
    }

    // Wakes all if somebody waits for `now` or less; who waits for more comes back.
    void wake(number now) {
        {
            auto nearest = nearest_.lock();
            if (now < *nearest)
                return;
            *nearest = nobody;
            // relaxed: takes back what reached() announced, under the same lock.
            state_.fetch_and(~waiters, sync::memory_order_relaxed);
        }
        woken_.notify_all();
    }

    sync::atomic<number> state_{0};              // the number << 1, and 1 while somebody may wait
    mutex<sync::plain<number>> nearest_{nobody}; // no waiter waits for less
    condition_variable woken_;                   // the number has got to *nearest_
};

} // namespace detail

/// Counts what happened, up to 2^63 - 1.
class counter {
public:
    using value_type = detail::awaited_count::number;

    counter() = default;

    /// Adds `amount`; returns the count before, which no other addition of 1 or more gets.
    value_type fetch_add(value_type amount) { return count_.add(amount); }
    /// Adds 1; returns the count with it.
    value_type operator++() { return count_.add(1) + 1; }
    /// Adds 1; returns the count before.
    value_type operator++(int) { return count_.add(1); }

    /// The count at some moment. It orders nothing: what was counted is to be seen by waiting, or by joining threads.
    [[nodiscard]] value_type load() const noexcept {
        // relaxed: a number and nothing more.
        return count_.now(sync::memory_order_relaxed);
    }

    /// Sleeps until the count is at least `target`; returns at once if it is.
    void wait(value_type target) { count_.wait(target); }
    /// Like wait(), but no longer than `deadline`. Returns whether the count has got there.
    bool wait_until(value_type target, sync::clock::time_point deadline) { return count_.wait_until(target, deadline); }

private:
    detail::awaited_count count_;
};

/// How many of `total` steps are done. What a step did is there to be seen by whoever sees the step done.
class progress {
public:
    using value_type = detail::awaited_count::number;

    explicit progress(value_type total) noexcept : total_(total) {}

    [[nodiscard]] value_type total() const noexcept { return total_; }

    /// Says that `steps` more are done, by one thread or several. Returns how many were before.
    value_type advance(value_type steps = 1) { return done_.add(steps); }

    /// Steps done at some moment.
    [[nodiscard]] value_type done() const noexcept {
        // acquire: pairs with the release in advance().
        return done_.now(sync::memory_order_acquire);
    }

    /// Whether all steps are done.
    [[nodiscard]] bool complete() const noexcept { return done() >= total_; }

    /// The part that is done, from 0 to 1. Nothing to do is all done.
    [[nodiscard]] double fraction() const noexcept {
        return complete() ? 1.0 : static_cast<double>(done()) / static_cast<double>(total_);
    }

    /// Sleeps until at least `steps` are done; returns at once if they are.
    void wait(value_type steps) { done_.wait(steps); }
    /// Sleeps until all steps are done.
    void wait() { wait(total_); }
    /// Like wait(), but no longer than `deadline`. Returns whether so many steps are done.
    bool wait_until(value_type steps, sync::clock::time_point deadline) { return done_.wait_until(steps, deadline); }

private:
    const value_type total_;
    detail::awaited_count done_;
};

} // namespace heddle
