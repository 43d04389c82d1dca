// The queue of sync_channel<T>(n), n > 0: many senders, one receiver, at most n values between them.
//
// Algorithm: Dmitry Vyukov's bounded queue (2010): a ring of slots, each with a word that says whose turn it is, so
// that a sender claims a slot by moving the tail and fills it in its own time. Sleeping: the receiver marks the slot it
// needs, and whoever fills a marked slot wakes it. Senders without room count themselves, then touch the slot they need
// by a read-modify-write; the receiver leaves that slot by another: either the sender's came first, and the receiver
// sees the count, or the sender sees that the slot is free. The end of the senders is told in the same way. Progress:
// blocking, after brief spinning; try_send() never blocks, try_receive() only while the sender that came first is
// between claiming and filling. Senders that wait are not served in order.
//
// Memory ordering: filling a slot releases, looking at it acquires; leaving it releases, claiming it acquires.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include <heddle/detail/channel_results.hpp>
#include <heddle/detail/deadline.hpp>
#include <heddle/detail/slot_value.hpp>
#include <heddle/detail/wakeups.hpp>
#include <heddle/sync.hpp>

namespace heddle::detail {

/// send(), try_send() and senders_gone() from any thread; the rest from one thread at a time, the receiver's.
template <class T>
class ring_queue {
public:
    explicit ring_queue(std::size_t capacity)
        : capacity_(capacity), lap_(std::bit_ceil(capacity)), slots_(std::make_unique<slot[]>(capacity)) {}
    ring_queue(const ring_queue&) = delete;
    ring_queue& operator=(const ring_queue&) = delete;

    /// Blocks until there is room.
    send_result<T> send(T&& value) {
        claim mine = try_claim();
        for (int looks = 0; looks < sync::spin_limit && mine.what == full; ++looks) {
            sync::pause();
            mine = try_claim();
        }
        while (mine.what == full)
            mine = claim_or_sleep();
        return finish(mine, std::move(value));
    }

    /// Never blocks.
    send_result<T> try_send(T&& value) { return finish(try_claim(), std::move(value)); }

    /// Call it once, after all sends.
    void senders_gone() noexcept {
        // relaxed: published by the read-modify-write below.
        const std::uint64_t end = tail_.fetch_or(ended, sync::memory_order_relaxed) / step;
        // release: if it comes before the receiver's mark in sleep(), that acquires and sees the end; else it sees the
        // mark.
        if (slot_at(end).state.fetch_or(0, sync::memory_order_release) == turn(end) + awaited)
            arrived_.wake_one();
    }

    received<T> try_receive() {
        if (look() == filled)
            return take();
        // relaxed: whatever was sent before this call is seen, and that is all that counts.
        const std::uint64_t tail = tail_.load(sync::memory_order_relaxed);
        if (tail == head_ * step)
            return received<T>::nothing_yet();
        if (tail == head_ * step + ended)
            return received<T>::disconnected();
        return receive(deadline::never()); // a sender has claimed the slot and is about to fill it
    }

    /// Blocks until there is a value, the senders are gone, or `until` has passed.
    received<T> receive(deadline until) {
        for (int looks = 0;; ++looks) {
            if (look() == filled)
                return take();
            if (at_end())
                return received<T>::disconnected();
            if (looks < sync::spin_limit)
                sync::pause();
            else if (until.passed())
                return try_receive();
            else
                sleep(until);
        }
    }

    /// Refuses what is sent from now on and destroys what is left. Call it once, last.
    void receiver_gone() noexcept {
        // relaxed: published to senders that sleep by the wakeup; each slot is acquired by look().
        const std::uint64_t end = tail_.fetch_or(closed, sync::memory_order_relaxed) / step;
        freed_.wake_all();
        for (std::uint32_t state = look(); head_ != end; state = look()) {
            if (state == filled)
                discard();
            else
                sleep(deadline::never()); // a sender has claimed the slot and is about to fill it
        }
    }

private:
    // Positions count slots: the number of the lap times lap_, plus the slot.
    // A slot's word is the lap it is in use for, times 4, plus what it is then.
    static constexpr std::uint32_t free = 0, awaited = 1, filled = 2, skipped = 3, one_lap = 4;
    // The tail is a position times step, plus these.
    static constexpr std::uint64_t closed = 1, ended = 2, step = 4;

    struct slot {
        sync::word state{free}; // written by the sender who claimed it, and by the receiver
        slot_value<T> value;    // there while the state is filled
    };

    enum outcome { claimed, full, gone };
    struct claim {
        outcome what;
        std::uint64_t where; // the position, claimed or not
    };

    slot& slot_at(std::uint64_t position) const noexcept { return slots_[position & (lap_ - 1)]; }
    // The slot's word when it is free for this position.
    std::uint32_t turn(std::uint64_t position) const noexcept {
        return static_cast<std::uint32_t>(position >> std::countr_zero(lap_)) * one_lap;
    }
    std::uint64_t next(std::uint64_t position) const noexcept {
        const std::uint64_t after = position + 1;
        return (after & (lap_ - 1)) == (capacity_ & (lap_ - 1)) ? after - capacity_ + lap_ : after;
    }

    claim try_claim() noexcept {
        // relaxed: the compare-exchange confirms it.
        std::uint64_t tail = tail_.load(sync::memory_order_relaxed);
        for (;;) {
            const std::uint64_t at = tail / step;
            if (tail & closed)
                return {gone, at};
            // acquire: pairs with the release in leave(): the slot's last value has been moved away.
            if ((slot_at(at).state.load(sync::memory_order_acquire) & ~awaited) == turn(at)) {
                // relaxed: the slot's own word publishes; nobody else may touch the slot now.
                if (tail_.compare_exchange_weak(tail, next(at) * step, sync::memory_order_relaxed,
                                                sync::memory_order_relaxed))
                    return {claimed, at};
                continue;
            }
            // relaxed: if the slot's word is of a later lap, the acquire above has brought the tail that goes with it.
            const std::uint64_t again = tail_.load(sync::memory_order_relaxed);
            if (again == tail)
                return {full, at};
            tail = again;
        }
    }

    // Tries again; if there is still no room, sleeps until there may be.
    claim claim_or_sleep() noexcept {
        const std::uint32_t noted = freed_.noted();
        const claim tried = try_claim();
        if (tried.what != full)
            return tried;
        // relaxed: published by the read-modify-write below.
        blocked_.fetch_add(1, sync::memory_order_relaxed);
        // release: if it comes before leave(), that acquires and sees the count; else it shows that the slot is free.
        const std::uint32_t state = slot_at(tried.where).state.fetch_or(0, sync::memory_order_release);
        if ((state & ~(one_lap - 1)) + one_lap == turn(tried.where))
            freed_.sleep(noted, deadline::never());
        return tried;
    }

    send_result<T> finish(claim mine, T&& value) {
        if (mine.what == gone)
            return send_result<T>::disconnected(std::move(value));
        if (mine.what == full)
            return send_result<T>::full(std::move(value));
        slot& place = slot_at(mine.where);
        try {
            place.value.construct(std::move(value));
        } catch (...) {
            fill(place, turn(mine.where) + skipped);
            throw;
        }
        fill(place, turn(mine.where) + filled);
        return {};
    }

    void fill(slot& mine, std::uint32_t state) noexcept {
        // release: publishes the value to look().
        if (mine.state.exchange(state, sync::memory_order_release) & awaited)
            arrived_.wake_one();
    }

    // The state of the slot to receive from next: filled, or as yet free or awaited.
    std::uint32_t look() noexcept {
        for (;;) {
            // acquire: pairs with the release in fill().
            const std::uint32_t state = slot_at(head_).state.load(sync::memory_order_acquire) - turn(head_);
            if (state != skipped)
                return state;
            leave();
        }
    }

    bool at_end() const noexcept {
        // relaxed: whoever must see the end has acquired it with the slot's word or with a wakeup.
        return tail_.load(sync::memory_order_relaxed) == head_ * step + ended;
    }

    // Marks the slot and sleeps until it has been filled, the senders are gone or the deadline has passed.
    void sleep(deadline until) noexcept {
        sync::word& state = slot_at(head_).state;
        std::uint32_t found = turn(head_) + free;
        // acquire: if the last sender came before the mark, its end is seen below; relaxed on failure: marked before.
        state.compare_exchange_strong(found, turn(head_) + awaited, sync::memory_order_acquire,
                                      sync::memory_order_relaxed);
        for (;;) {
            const std::uint32_t noted = arrived_.noted();
            // relaxed: only whether to sleep; look() acquires.
            if (state.load(sync::memory_order_relaxed) != turn(head_) + awaited || at_end() || until.passed())
                return;
            arrived_.sleep(noted, until);
        }
    }

    received<T> take() {
        struct leave {
            ring_queue& queue;
            ~leave() { queue.discard(); }
        } const afterwards{*this};
        return std::move(slot_at(head_).value.get());
    }

    void discard() noexcept {
        slot_at(head_).value.destroy();
        leave();
    }

    // Gives the slot to the next lap.
    void leave() noexcept {
        // release: the slot is empty, for try_claim(); acquire: a sender that found it full has counted itself.
        slot_at(head_).state.exchange(turn(head_) + one_lap, sync::memory_order_acq_rel);
        head_ = next(head_);
        // relaxed: who must be seen has been acquired with the slot's word.
        if (blocked_.load(sync::memory_order_relaxed) > 0)
            wake_blocked();
    }

    void wake_blocked() noexcept {
        // relaxed: only the receiver takes from the count, so there is one to take.
        blocked_.fetch_sub(1, sync::memory_order_relaxed);
        freed_.wake_one();
    }

    const std::size_t capacity_;
    const std::size_t lap_; // the capacity, rounded up to a power of two
    const std::unique_ptr<slot[]> slots_;
    std::uint64_t head_ = 0;          // the position to receive from next; the receiver's
    wakeups arrived_;                 // slots filled while the receiver slept on them
    [[maybe_unused]] char apart_[64]; // keeps what senders write off the receiver's cache line
    // The position to claim next, and who is gone. Written by senders, and once by the receiver.
    sync::atomic<std::uint64_t> tail_{0};
    sync::word blocked_{
        0}; // senders that went to sleep, less wakeups for them; added to by senders, taken from by the receiver
    wakeups freed_; // slots left while senders slept
};

} // namespace heddle::detail
