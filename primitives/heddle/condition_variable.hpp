// A condition variable of four bytes for the guards of mutex<T>.
//
// Algorithm: a count of notifications to sleep on, as in Mara Bos, "Rust Atomics and Locks" (2023), chapter 9: a waiter
// notes the count while it holds the lock and sleeps only while the count is still the same, so no notification that
// comes after the lock was given back is lost. A waiter that oversleeps exactly 2^32 notifications would miss them.
// Progress: blocking. Any thread may notify, with or without the lock. wait() may wake without reason: use a predicate.
//
// Memory ordering: everything is published by the mutex; the count itself orders nothing.
#pragma once

#include <condition_variable>

#include <heddle/mutex.hpp>
#include <heddle/sync.hpp>

namespace heddle {

/// Lets threads sleep until another one says that the data behind a mutex has changed.
class condition_variable {
public:
    condition_variable() = default;
    condition_variable(const condition_variable&) = delete;
    condition_variable& operator=(const condition_variable&) = delete;

    /// Wakes one waiting thread, if there is one.
    void notify_one() noexcept {
        advance();
        sync::notify_one(notifications_);
    }

    /// Wakes every waiting thread.
    void notify_all() noexcept {
        advance();
        sync::notify_all(notifications_);
    }

    /// Gives the lock back, sleeps until notified or woken without reason, takes the lock again.
    template <class T>
    void wait(mutex_guard<T>& held) {
        asleep(held, [this](std::uint32_t seen) { sync::wait(notifications_, seen); });
    }

    /// Waits until `ready(data)` holds; returns at once if it does.
    template <class T, std::predicate<T&> Ready>
    void wait(mutex_guard<T>& held, Ready ready) {
        while (!ready(*held))
            wait(held);
    }

    /// Like wait(), but no longer than `deadline`: says `timeout` if that has passed.
    template <class T>
    std::cv_status wait_until(mutex_guard<T>& held, sync::clock::time_point deadline) {
        asleep(held, [&](std::uint32_t seen) { sync::wait_until(notifications_, seen, deadline); });
        return sync::expired(deadline) ? std::cv_status::timeout : std::cv_status::no_timeout;
    }

    /// Waits until `ready(data)` holds or `deadline` has passed; returns whether it holds.
    template <class T, std::predicate<T&> Ready>
    bool wait_until(mutex_guard<T>& held, sync::clock::time_point deadline, Ready ready) {
        while (!ready(*held)) {
            if (wait_until(held, deadline) == std::cv_status::timeout)
                return ready(*held);
        }
        return true;
    }

    /// wait_until() from now on.
    template <class T, std::predicate<T&> Ready>
    bool wait_for(mutex_guard<T>& held, sync::clock::duration patience, Ready ready) {
        return wait_until(held, sync::clock::now() + patience, std::move(ready));
    }

private:
    void advance() noexcept {
        // relaxed: a waiter compares the count with what it saw under the lock; the data travels with the mutex.
        notifications_.fetch_add(1, sync::memory_order_relaxed);
    }

    template <class T, class Sleep>
    void asleep(mutex_guard<T>& held, Sleep sleep) {
        // relaxed: whoever changes the data after this does so under the lock, so its count comes after this one.
        const std::uint32_t seen = notifications_.load(sync::memory_order_relaxed);
        held.raw().unlock();
        sleep(seen);
        held.raw().lock();
    }

    sync::word notifications_{0}; // how many there have been, modulo 2^32; written by notifiers
};

} // namespace heddle
