// The queue of sync_channel<T>(n), n > 0: many senders, one receiver, at most n values between them.
//
// Senders claim cells of a ring (ring.hpp) and fill them; the receiver walks behind. It sleeps on the cell it needs by
// marking it, and whoever fills a marked cell wakes it. A sender without room counts itself, then touches the cell it
// needs by a read-modify-write; the receiver empties that cell by another: either the sender's comes first and the
// receiver sees the count, or the sender sees that there is room. The end of the senders is told in the same way.
// Progress: blocking, after brief spinning; try_send() never blocks, try_receive() only while the sender that came
// first is between claiming and filling. Senders that wait are not served in order.
//
// Memory ordering: filling a cell releases and looking at it acquires; emptying it releases and claiming it acquires.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include <heddle/detail/channel_results.hpp>
#include <heddle/detail/deadline.hpp>
#include <heddle/detail/ring.hpp>
#include <heddle/detail/wakeups.hpp>
#include <heddle/sync.hpp>

namespace heddle::detail {

/// send(), try_send() and senders_gone() from any thread; the rest from one thread at a time, the receiver's.
template <class T>
class ring_queue {
public:
    explicit ring_queue(std::size_t capacity) : ring_(capacity) {}
    ring_queue(const ring_queue&) = delete;
    ring_queue& operator=(const ring_queue&) = delete;

    /// Blocks until there is room.
    send_result<T> send(T&& value) {
        claim mine = ring_.try_claim();
        for (int looks = 0; looks < sync::spin_limit && mine.what == cells::full; ++looks) {
            sync::pause();
            mine = ring_.try_claim();
        }
        while (mine.what == cells::full)
            mine = claim_or_sleep();
        return finish(mine, std::move(value));
    }

    /// Never blocks.
    send_result<T> try_send(T&& value) { return finish(ring_.try_claim(), std::move(value)); }

    /// Call it once, after all sends.
    void senders_gone() noexcept {
        const auto end = ring_.end();
        // release: if it comes before the receiver's mark in sleep(), that acquires and sees the end; else this sees
        // the mark.
        if (ring_.at(end).state.fetch_or(0, sync::memory_order_release) == ring_.turn(end) + awaited)
            arrived_.wake_one();
    }

    received<T> try_receive() {
        if (look() == filled)
            return take();
        switch (ring_.look_beyond(head_)) {
        case cells::nothing:
            return received<T>::nothing_yet();
        case cells::nothing_ever:
            return received<T>::disconnected();
        default:
            return receive(deadline::never()); // a sender has claimed the cell and is about to fill it
        }
    }

    /// Blocks until there is a value, the senders are gone, or `until` has passed.
    received<T> receive(deadline until) {
        for (int looks = 0; looks < sync::spin_limit && look() != filled; ++looks)
            sync::pause();
        for (;;) {
            if (look() == filled)
                return take();
            if (ring_.look_beyond(head_) == cells::nothing_ever)
                return received<T>::disconnected();
            if (until.passed())
                return try_receive();
            sleep(until);
        }
    }

    /// Refuses what is sent from now on and destroys what is left. Call it once, last.
    void receiver_gone() noexcept {
        const auto end = ring_.close();
        emptied_.wake_all();
        for (std::uint32_t state = look(); head_ != end; state = look()) {
            if (state == filled)
                discard();
            else
                sleep(deadline::never()); // a sender has claimed the cell and is about to fill it
        }
    }

private:
    using cells = ring<T>;
    using claim = typename cells::claim;

    // Tries again; if there is still no room, sleeps until there may be.
    claim claim_or_sleep() noexcept {
        const std::uint32_t noted = emptied_.noted();
        const claim tried = ring_.try_claim();
        if (tried.what != cells::full)
            return tried;
        // relaxed: published by the read-modify-write below.
        blocked_.fetch_add(1, sync::memory_order_relaxed);
        // release: if it comes before move_on(), that acquires and sees the count; else this sees that there is room.
        const std::uint32_t state = ring_.at(tried.where).state.fetch_or(0, sync::memory_order_release);
        if ((state | (cells::one_lap - 1)) + 1 == ring_.turn(tried.where))
            emptied_.sleep(noted, deadline::never());
        return tried;
    }

    send_result<T> finish(claim mine, T&& value) {
        if (mine.what == cells::gone)
            return send_result<T>::disconnected(std::move(value));
        if (mine.what == cells::full)
            return send_result<T>::full(std::move(value));
        try {
            ring_.at(mine.where).value.construct(std::move(value));
        } catch (...) {
            fill(mine.where, skipped);
            throw;
        }
        fill(mine.where, filled);
        return {};
    }

    void fill(typename cells::position where, std::uint32_t how) noexcept {
        // release: publishes the value to look().
        if (ring_.at(where).state.exchange(ring_.turn(where) + how, sync::memory_order_release) & awaited)
            arrived_.wake_one();
    }

    // The state of the cell to receive from next: filled, or as yet empty or awaited.
    std::uint32_t look() noexcept {
        for (;;) {
            // acquire: pairs with the release in fill().
            const std::uint32_t state = ring_.at(head_).state.load(sync::memory_order_acquire) - ring_.turn(head_);
            if (state != skipped)
                return state;
            move_on();
        }
    }

    // Marks the cell and sleeps until it has been filled, the senders are gone or the deadline has passed.
    void sleep(deadline until) noexcept {
        sync::word& state = ring_.at(head_).state;
        const std::uint32_t turn = ring_.turn(head_);
        std::uint32_t found = turn + empty;
        // acquire: if the last sender came before the mark, the end is seen below; relaxed on failure: marked before.
        state.compare_exchange_strong(found, turn + awaited, sync::memory_order_acquire, sync::memory_order_relaxed);
        for (;;) {
            const std::uint32_t noted = arrived_.noted();
            // relaxed: only whether to sleep; look() acquires.
            if (state.load(sync::memory_order_relaxed) != turn + awaited ||
                ring_.look_beyond(head_) == cells::nothing_ever || until.passed())
                return;
            arrived_.sleep(noted, until);
        }
    }

    received<T> take() {
        struct moving_on {
            ring_queue& queue;
            ~moving_on() { queue.discard(); }
        } const afterwards{*this};
        return std::move(ring_.at(head_).value.get());
    }

    void discard() noexcept {
        ring_.at(head_).value.destroy();
        move_on();
    }

    // Gives the cell to the next lap.
    void move_on() noexcept {
        // release: the cell is empty, for try_claim(); acquire: senders that found it full have counted themselves.
        ring_.at(head_).state.exchange(ring_.turn(head_) + cells::one_lap, sync::memory_order_acq_rel);
        head_ = ring_.next(head_);
        // relaxed: whoever must be seen has been acquired with the cell's word.
        if (blocked_.load(sync::memory_order_relaxed) > 0)
            wake_blocked();
    }

    void wake_blocked() noexcept {
        // relaxed: only the receiver takes from the count, so there is one to take.
        blocked_.fetch_sub(1, sync::memory_order_relaxed);
        emptied_.wake_one();
    }

    cells ring_;
    typename cells::position head_ = 0; // where to receive from next; the receiver's
    wakeups arrived_;                   // cells filled while the receiver slept on them
    wakeups emptied_;                   // cells emptied while senders slept
    // Senders that went to sleep, less wakeups for them; added to by senders, taken from by the receiver.
    sync::word blocked_{0};
};

} // namespace heddle::detail
