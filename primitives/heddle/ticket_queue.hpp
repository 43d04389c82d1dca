// A queue of threads in four bytes, for locks to be built on: first come, first served, and sleep meanwhile.
//
// Algorithm: the two counters of a ticket lock (Mellor-Crummey and Scott, "Algorithms for Scalable Synchronization on
// Shared-Memory Multiprocessors", 1991), halves of one word. Each change of the head wakes all who wait.
// Progress: blocking, first in first out. Any thread may call anything; leave() only by the head.
//
// Memory ordering: none. The queue says who is next; what the threads do is for the lock to publish.
#pragma once

#include <cstdint>
#include <system_error>

#include <heddle/sync.hpp>

namespace heddle {

/// 4 bytes. Room for 65535 threads.
class ticket_queue {
public:
    /// Queues and sleeps until this thread is at the head; returns its ticket. Throws std::system_error
    /// (`resource_unavailable_try_again`) if 65535 threads are in the queue.
    [[nodiscard]] std::uint32_t reach_head() {
        // relaxed, here and below: see above.
        std::uint32_t seen = word_.load(sync::memory_order_relaxed);
        do {
            if (length(seen) == half)
                throw std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again),
                                        "heddle::ticket_queue: too many threads wait");
        } while (!word_.compare_exchange_weak(seen, seen + one_ticket, sync::memory_order_relaxed,
                                              sync::memory_order_relaxed));
        const std::uint32_t ticket = seen >> 16;
        while ((seen & half) != ticket) {
            sync::wait(word_, seen);
            seen = word_.load(sync::memory_order_relaxed);
        }
        return ticket;
    }

    /// Called by the head, with its ticket: the next thread becomes the head. Says whether there is one. It may be
    /// long in waking: call wake() then.
    [[nodiscard]] bool leave(std::uint32_t ticket) noexcept {
        // Only the head changes the lower half, so it knows when that would overflow into the tickets.
        const std::uint32_t next = ticket == half ? 1 - one_ticket : 1;
        return length(word_.fetch_add(next, sync::memory_order_relaxed)) > 1;
    }

    /// Wakes the new head.
    void wake() noexcept { sync::notify_all(word_); }

    /// How many threads are in the queue, the head among them. May change at once.
    [[nodiscard]] std::uint32_t length() const noexcept { return length(word_.load(sync::memory_order_relaxed)); }

private:
    static constexpr std::uint32_t half = 0xffff;
    static constexpr std::uint32_t one_ticket = half + 1;
    static constexpr std::uint32_t length(std::uint32_t word) noexcept { return ((word >> 16) - word) & half; }

    // Upper half: the next ticket, written by threads that come. Lower half: the ticket at the head, written by the
    // head that leaves.
    sync::word word_{0};
};

} // namespace heddle
