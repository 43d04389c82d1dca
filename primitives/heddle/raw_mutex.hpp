// A mutual exclusion lock of four bytes that sleeps, in the shape of std::mutex (Lockable).
//
// Algorithm: the three-state futex lock of Ulrich Drepper, "Futexes Are Tricky" (2011), section 6, with the owner's
// number in the word so that relocking and foreign unlocking are reported instead of hanging or corrupting. Progress:
// blocking, unfair; brief spinning before sleep. Any thread may call anything; unlock only by the owner.
//
// Memory ordering: unlock() releases and lock()/try_lock() acquire the same word, so what an owner did before unlocking
// happens before everything the next owner does after locking.
#pragma once

#include <cstdint>
#include <system_error>

#include <heddle/sync.hpp>

namespace heddle {

/// Lockable. 4 bytes. Not recursive: relocking by the owner throws `resource_deadlock_would_occur`.
class raw_mutex {
public:
    raw_mutex() = default;
    raw_mutex(const raw_mutex&) = delete;
    raw_mutex& operator=(const raw_mutex&) = delete;

    /// Blocks until the lock is this thread's. Throws std::system_error if it already is.
    void lock() {
        const std::uint32_t mine = owned_by(sync::this_thread_id());
        std::uint32_t seen = unlocked;
        // acquire: pairs with the release in unlock(); relaxed on failure: lock_slow() looks again.
        if (!state_.compare_exchange_strong(seen, mine, sync::memory_order_acquire, sync::memory_order_relaxed))
            lock_slow(mine, seen);
    }

    /// Takes the lock if it is free. Never blocks; false also for the owner itself.
    [[nodiscard]] bool try_lock() noexcept {
        std::uint32_t seen = unlocked;
        // acquire: pairs with the release in unlock(); relaxed on failure: nothing is read under the lock.
        return state_.compare_exchange_strong(seen, owned_by(sync::this_thread_id()), sync::memory_order_acquire,
                                              sync::memory_order_relaxed);
    }

    /// Gives the lock back. Throws std::system_error (`operation_not_permitted`) if it is not this thread's.
    void unlock() {
        // relaxed: a thread always sees its own last write to the word, and only that can name it.
        if (!held_by_this_thread())
            throw std::system_error(std::make_error_code(std::errc::operation_not_permitted),
                                    "heddle::raw_mutex: unlocked by a thread that does not hold it");
        // release: publishes the critical section to the acquire in lock() and try_lock().
        if (state_.exchange(unlocked, sync::memory_order_release) & waiters)
            sync::notify_one(state_);
    }

    /// Whether the calling thread holds the lock. Exact for the caller, and only for the caller.
    [[nodiscard]] bool held_by_this_thread() const noexcept {
        // relaxed: a thread always sees its own last write to the word, and only that can name it.
        return (state_.load(sync::memory_order_relaxed) & ~waiters) == owned_by(sync::this_thread_id());
    }

private:
    static constexpr std::uint32_t unlocked = 0;
    static constexpr std::uint32_t waiters = 1;
    static constexpr std::uint32_t owned_by(std::uint32_t thread) noexcept { return thread << 1; }

    void lock_slow(std::uint32_t mine, std::uint32_t seen) {
        if ((seen & ~waiters) == mine)
            throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur),
                                    "heddle::raw_mutex: locked again by the thread that holds it");
        if (spin(seen) == unlocked) {
            // acquire: pairs with the release in unlock(); relaxed on failure: looked at again below.
            if (state_.compare_exchange_strong(seen, mine, sync::memory_order_acquire, sync::memory_order_relaxed))
                return;
        }
        // From here on this thread may sleep, or have slept while others still do: it takes the lock with the waiters
        // bit set, so that its unlock() looks for sleepers.
        while (!try_take_contended(mine, seen))
            sync::wait(state_, seen);
    }

    // Looks again for a while, as long as nobody sleeps: whoever sleeps came first.
    std::uint32_t spin(std::uint32_t& seen) const noexcept {
        for (int spins = 0; spins < sync::spin_limit && seen != unlocked && !(seen & waiters); ++spins) {
            sync::pause();
            // relaxed: only a hint whether trying is worth while.
            seen = state_.load(sync::memory_order_relaxed);
        }
        return seen;
    }

    // Takes a free lock, else leaves the waiters bit set and in `seen` the word to sleep on.
    bool try_take_contended(std::uint32_t mine, std::uint32_t& seen) noexcept {
        // relaxed: the compare-exchanges below decide.
        seen = state_.load(sync::memory_order_relaxed);
        for (;;) {
            if (seen == unlocked) {
                // acquire: pairs with the release in unlock(); relaxed on failure: the loop looks again.
                if (state_.compare_exchange_weak(seen, mine | waiters, sync::memory_order_acquire,
                                                 sync::memory_order_relaxed))
                    return true;
            } else if (seen & waiters) {
                return false;
                // relaxed: announces a sleeper to the owner's exchange; nothing is read or published with it.
            } else if (state_.compare_exchange_weak(seen, seen | waiters, sync::memory_order_relaxed,
                                                    sync::memory_order_relaxed)) {
                seen |= waiters;
                return false;
            }
        }
    }

    // 0: unlocked. Else the owner's number << 1, and 1 more while a thread may sleep. Written by owners and by waiters.
    sync::word state_{unlocked};
};

} // namespace heddle
