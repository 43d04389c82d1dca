// A readers-writer lock of twelve bytes that sleeps, in the shape of std::shared_mutex (SharedLockable).
//
// Algorithm: phase-fair, after Brandenburg and Anderson, "Spin-Based Reader-Writer Synchronization for Multiprocessor
// Real-Time Systems" (2010): a reader counts itself in at once, and if a writer is inside it waits for that one to
// leave; a writer closes the door and waits for the readers inside. Writers that must wait queue by ticket; only the
// head of the queue competes with newcomers, which may overtake it `patience` times: without that each change of
// writers under load would wait for a sleeping thread. Progress: blocking. Any thread may call anything; unlock only
// what one holds.
//
// Fairness, counted in phases (a phase: one writer inside, or an unbroken presence of readers), whoever wakes first:
//   a reader waits for at most one writer phase, and for the readers who were inside before that writer;
//   a writer that finds p writers queued before it waits for at most 1 + p + (p + 1) * patience writer phases,
//   and for at most one reader phase before each of these and before its own. Spinning for a while comes before
//   queueing.
//
// Memory ordering: unlock() releases and lock()/lock_shared() acquire the state word; unlock_shared() releases the
// state word or, if a writer waits for this reader, the writer word, and lock() acquires both. So what a holder did
// happens before everything that a later holder of the other kind, and any later writer, does.
#pragma once

#include <cstdint>
#include <system_error>

#include <heddle/sync.hpp>
#include <heddle/ticket_queue.hpp>

namespace heddle {

/// SharedLockable. 12 bytes. Not recursive: a writer that locks again, in any way, gets
/// `resource_deadlock_would_occur`. A reader that locks again cannot be seen: it may wait for a writer that waits for
/// it.
class raw_rw_lock {
public:
    /// How many writers may overtake the one at the head of the queue.
    static constexpr std::uint32_t patience = 512;
    /// How many readers may be inside or wait at once.
    static constexpr std::uint32_t max_readers = 1U << 16;

    raw_rw_lock() = default;
    raw_rw_lock(const raw_rw_lock&) = delete;
    raw_rw_lock& operator=(const raw_rw_lock&) = delete;

    /// Blocks until this thread is alone inside. Throws std::system_error if it is already
    /// (`resource_deadlock_would_occur`) or if 65535 writers wait (`resource_unavailable_try_again`).
    void lock() {
        const std::uint32_t me = owned_by(sync::this_thread_id());
        if (!try_close())
            lock_slow(me);
        // relaxed: only this thread can find its own number here.
        writer_.store(me, sync::memory_order_relaxed);
    }

    /// Enters alone if nobody is inside and no waiting writer has been overtaken too often. Never blocks.
    [[nodiscard]] bool try_lock() noexcept {
        if (!try_close())
            return false;
        // relaxed: only this thread can find its own number here.
        writer_.store(owned_by(sync::this_thread_id()), sync::memory_order_relaxed);
        return true;
    }

    /// Ends this thread's writing. Throws std::system_error (`operation_not_permitted`) if it is not writing.
    void unlock() { open_with(0); }

    /// Turns this thread's writing into reading, with no other writer in between. Throws as unlock() does.
    void downgrade() { open_with(one_reader); }

    /// Blocks until this thread is inside with readers only. Throws std::system_error if it is writing
    /// (`resource_deadlock_would_occur`) or if there are more than max_readers (`resource_unavailable_try_again`).
    void lock_shared() {
        // acquire: pairs with the release in open_with(), to see what the last writer did.
        const std::uint32_t seen = state_.fetch_add(one_reader, sync::memory_order_acquire);
        if (seen & closed)
            await_opening(seen);
        if ((seen & readers) >= max_readers) {
            unlock_shared();
            report(std::errc::resource_unavailable_try_again, "heddle::raw_rw_lock: too many readers");
        }
    }

    /// Enters as a reader unless a writer is inside or waits at the closed door. Never blocks.
    [[nodiscard]] bool try_lock_shared() noexcept {
        // relaxed: the compare-exchange decides.
        std::uint32_t seen = state_.load(sync::memory_order_relaxed);
        while (!(seen & closed) && (seen & readers) < max_readers) {
            // acquire: pairs with the release in open_with(); relaxed on failure: looked at again.
            if (state_.compare_exchange_weak(seen, seen + one_reader, sync::memory_order_acquire,
                                             sync::memory_order_relaxed))
                return true;
        }
        return false;
    }

    /// Ends this thread's reading. Throws std::system_error (`operation_not_permitted`) if nobody is reading.
    void unlock_shared() {
        // relaxed: a reader's own entry is in what it sees.
        if (!(state_.load(sync::memory_order_relaxed) & readers))
            report(std::errc::operation_not_permitted, "heddle::raw_rw_lock: unlocked by a thread that does not read");
        // release: what this reader did happens before the next writer's try_close() or close_as_head().
        if (!(state_.fetch_sub(one_reader, sync::memory_order_release) & closed))
            return;
        // release: what this reader did happens before the waiting writer, which acquires the count in drain().
        if (writer_.fetch_sub(one_to_leave, sync::memory_order_release) == nobody + one_to_leave)
            sync::notify_one(writer_);
    }

    /// Whether the calling thread is writing. Exact for the caller, and only for the caller.
    [[nodiscard]] bool held_by_this_thread() const noexcept {
        // relaxed: a thread always sees its own last write to the word, and only that can name it.
        return writer_.load(sync::memory_order_relaxed) == owned_by(sync::this_thread_id());
    }

    /// Writers that wait in the queue and have announced it: from now on the bound holds for them. A hint unless
    /// writing.
    [[nodiscard]] std::uint32_t waiting_writers() const noexcept {
        // relaxed: a number to look at, nothing is read under it.
        return state_.load(sync::memory_order_relaxed) & queued ? queue_.length() : 0;
    }

    /// Readers that wait for the calling thread to end its writing; 0 unless it is writing.
    [[nodiscard]] std::uint32_t waiting_readers() const noexcept {
        // relaxed: a number to look at, nothing is read under it.
        return held_by_this_thread() ? state_.load(sync::memory_order_relaxed) & readers : 0;
    }

    /// One bit that the lock keeps for whoever builds on it. set_mark() only while writing.
    [[nodiscard]] bool marked() const noexcept {
        // relaxed: holders see it through the lock; for others it is a hint.
        return state_.load(sync::memory_order_relaxed) & mark;
    }
    void set_mark(bool on) noexcept {
        // relaxed, both: published to the next holders by unlock().
        if (on)
            state_.fetch_or(mark, sync::memory_order_relaxed);
        else
            state_.fetch_and(~mark, sync::memory_order_relaxed);
    }

private:
    static constexpr std::uint32_t closed = 1U
                                            << 30; // adding it once more opens the door and turns `phase`, next to it
    static constexpr std::uint32_t phase = 1U << 31;
    static constexpr std::uint32_t asleep = 1U << 29;
    static constexpr std::uint32_t queued = 1U << 28;
    static constexpr std::uint32_t mark = 1U << 27;
    static constexpr std::uint32_t one_overtaking = 1U << 17;
    static constexpr std::uint32_t overtakings = 1023U << 17;
    static constexpr std::uint32_t one_reader = 1;
    static constexpr std::uint32_t readers = (1U << 17) - 1; // twice max_readers: room for those about to be refused
    static constexpr std::uint32_t too_often = patience * one_overtaking;
    static_assert(patience < 1024);

    static constexpr std::uint32_t nobody = 1;
    static constexpr std::uint32_t one_to_leave = 2;
    static constexpr std::uint32_t owned_by(std::uint32_t thread) noexcept { return thread << 1; }

    [[noreturn]] static void report(std::errc what, const char* text) {
        throw std::system_error(std::make_error_code(what), text);
    }
    [[noreturn]] static void report_relocking() {
        report(std::errc::resource_deadlock_would_occur, "heddle::raw_rw_lock: locked again by the thread that writes");
    }

    // A newcomer's way in: closes the door of an empty room, and counts itself if that overtakes a waiting writer.
    bool try_close() noexcept {
        // relaxed: the compare-exchange decides.
        std::uint32_t seen = state_.load(sync::memory_order_relaxed);
        while (!(seen & (closed | readers)) && (seen & overtakings) < too_often) {
            const std::uint32_t overtaking = seen & queued ? one_overtaking : 0;
            // acquire: pairs with the releases in open_with() and unlock_shared(); relaxed on failure: looked at again.
            if (state_.compare_exchange_weak(seen, (seen | closed) + overtaking, sync::memory_order_acquire,
                                             sync::memory_order_relaxed))
                return true;
        }
        return false;
    }

    void lock_slow(std::uint32_t me) {
        // relaxed: a thread always sees its own last write to the word, and only that can name it.
        if (writer_.load(sync::memory_order_relaxed) == me)
            report_relocking();
        for (int spins = 0; spins < sync::spin_limit && waiting_writers() == 0; ++spins) {
            sync::pause();
            if (try_close())
                return;
        }
        const std::uint32_t ticket = queue_.reach_head();
        drain(close_as_head());
        if (!queue_.leave(ticket))
            return;
        // relaxed: announces the next head, which may be long in waking, before any newcomer can find the door open.
        state_.fetch_or(queued, sync::memory_order_relaxed);
        queue_.wake();
    }

    // Closes the door as soon as no writer is inside; returns how many readers still are.
    std::uint32_t close_as_head() noexcept {
        // relaxed: the compare-exchanges decide.
        std::uint32_t seen = state_.load(sync::memory_order_relaxed);
        for (;;) {
            if (!(seen & closed)) {
                const std::uint32_t taken = (seen & ~(queued | overtakings)) | closed;
                // acquire: pairs with the releases in open_with() and unlock_shared(); relaxed on failure: looked at
                // again.
                if (state_.compare_exchange_weak(seen, taken, sync::memory_order_acquire, sync::memory_order_relaxed))
                    return seen & readers;
            } else if (announce(seen, queued | asleep)) {
                sync::wait(state_, seen);
                seen = state_.load(sync::memory_order_relaxed);
            }
        }
    }

    // Waits until the readers that were inside when the door closed have left.
    void drain(std::uint32_t inside) noexcept {
        if (inside == 0)
            return;
        const std::uint32_t added = inside * one_to_leave;
        // acquire, both: pair with the release in unlock_shared(). Readers may have left before they were added.
        std::uint32_t left = writer_.fetch_add(added, sync::memory_order_acquire) + added;
        for (int spins = 0; left != nobody; ++spins) {
            spins < sync::spin_limit ? sync::pause() : sync::wait(writer_, left);
            left = writer_.load(sync::memory_order_acquire);
        }
    }

    void await_opening(std::uint32_t entered) {
        if (held_by_this_thread()) {
            // relaxed: takes back this thread's own count, which only its own unlock() could have acted on.
            state_.fetch_sub(one_reader, sync::memory_order_relaxed);
            report_relocking();
        }
        for (int spins = 0;; ++spins) {
            // acquire: pairs with the release in open_with(). The phase cannot turn twice before this reader has left.
            std::uint32_t seen = state_.load(sync::memory_order_acquire);
            if ((seen ^ entered) & phase)
                return;
            if (spins < sync::spin_limit)
                sync::pause();
            else if (announce(seen, asleep))
                sync::wait(state_, seen);
        }
    }

    // Whether all of `bits` stand in the state, so that one may sleep on it as `seen`; else tries to put them there.
    bool announce(std::uint32_t& seen, std::uint32_t bits) noexcept {
        if ((seen & bits) == bits)
            return true;
        // relaxed: announces to open_with() and to newcomers; nothing is read or published with it.
        if (!state_.compare_exchange_weak(seen, seen | bits, sync::memory_order_relaxed, sync::memory_order_relaxed))
            return false;
        seen |= bits;
        return true;
    }

    // Opens the door, with this thread inside as `remaining` readers, to all readers that wait.
    void open_with(std::uint32_t remaining) {
        if (!held_by_this_thread())
            report(std::errc::operation_not_permitted, "heddle::raw_rw_lock: unlocked by a thread that does not write");
        // relaxed: published to the next writer with the state word.
        writer_.store(nobody, sync::memory_order_relaxed);
        // relaxed: the compare-exchange decides.
        std::uint32_t seen = state_.load(sync::memory_order_relaxed);
        // release: publishes what this writer did to all who enter later; relaxed on failure: looked at again. The
        // sleepers are taken from the word in the same step: after it somebody else may destroy the lock.
        while (!state_.compare_exchange_weak(seen, (seen + closed + remaining) & ~asleep, sync::memory_order_release,
                                             sync::memory_order_relaxed)) {
        }
        if (seen & asleep)
            sync::notify_all(state_);
    }

    // From the top: the phase, turned by each writer that leaves; whether the door is closed (a writer inside, or
    // waiting for the last readers); whether a thread may sleep on this word; whether the queue's head waits; the mark;
    // how often it has been overtaken; the readers inside, and those that wait while a writer is. Written by all.
    sync::word state_{0};
    // Even: the number << 1 of the thread that writes. Odd: nobody does, and the rest counts, modulo 2^31, the readers
    // that the writer at the closed door still waits for. Written by writers behind the closed door and by the readers
    // leaving.
    sync::word writer_{nobody};
    ticket_queue queue_; // the writers that wait
};

} // namespace heddle
