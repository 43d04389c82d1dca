// Threads that sleep until something that a lock protects has changed; a condition variable that knows whether anybody
// waits, so that whoever changes something makes no system call for nobody.
//
// Who goes to sleep notes the count of changes under the lock and sleeps only while it is the same, so no change after
// the lock was given back is missed (Mara Bos, "Rust Atomics and Locks" (2023), chapter 9).
//
// Memory ordering: everything is published by the lock; the count itself orders nothing.
#pragma once

#include <mutex>

#include <heddle/detail/deadline.hpp>
#include <heddle/raw_mutex.hpp>
#include <heddle/sync.hpp>

namespace heddle::detail {

/// Belongs to one raw_mutex. Everything but notify_one() and notify_all() is called with that held.
class sleepers {
public:
    /// Gives the lock back, sleeps until notified, until `until` has passed or without reason, takes the lock again.
    void sleep(std::unique_lock<raw_mutex>& held, deadline until) {
        // relaxed: written under the lock only.
        const std::uint32_t seen = changes_.load(sync::memory_order_relaxed);
        ++asleep_;
        held.unlock();
        until.wait(changes_, seen);
        held.lock();
        --asleep_;
    }

    /// Whether anybody sleeps, or has been woken and has not had the lock since.
    bool any() const noexcept { return asleep_ > 0; }

    /// To be called when something has changed, before the lock is given back; if true, notify afterwards.
    [[nodiscard]] bool changed() noexcept {
        if (!any())
            return false;
        // relaxed: written under the lock only; the kernel compares it with what the sleeper saw.
        changes_.store(changes_.load(sync::memory_order_relaxed) + 1, sync::memory_order_relaxed);
        return true;
    }

    void notify_one() noexcept { sync::notify_one(changes_); }
    void notify_all() noexcept { sync::notify_all(changes_); }

private:
    sync::word changes_{0};                // modulo 2^32
    sync::plain<std::uint32_t> asleep_{0}; // threads in sleep(); guarded by the lock
};

} // namespace heddle::detail
