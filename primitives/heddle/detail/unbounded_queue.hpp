// The queue of channel<T>(): many senders, one receiver, no bound.
//
// Algorithm: a list of blocks of cells. A sender claims the next cell by moving the tail, one word that holds block and
// offset, then fills it; who finds the block full moves the tail to a block of its own and links it. The receiver walks
// behind; it sleeps on the cell it needs by marking it, and whoever fills a marked cell wakes it. The end of the
// senders is claimed like a cell. So both sides decide by read-modify-writes of one and the same word, and no wakeup
// can be lost by looking at two words in the wrong order. In the manner of M. Michael and M. Scott, PODC 1996, with an
// array in each node. Progress: sending is lock-free; receiving blocks, after brief spinning, also try_receive() while
// the sender that came first is between claiming and filling.
//
// Memory ordering: filling a cell releases and looking at it acquires; a block's making is released when the tail moves
// to it, and acquired by whoever claims a cell in it.
#pragma once

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

/// send() and senders_gone() from any thread; the rest from one thread at a time, the receiver's.
template <class T, std::size_t CellsInBlock = 14>
class unbounded_queue {
public:
    unbounded_queue() : block_(new block), tail_(position(block_, 0)) {}
    unbounded_queue(const unbounded_queue&) = delete;
    unbounded_queue& operator=(const unbounded_queue&) = delete;

    send_result<T> send(T&& value) {
        std::unique_ptr<block> fresh;
        // relaxed: what it names is not touched before the compare-exchange confirms it.
        std::uintptr_t at = tail_.load(sync::memory_order_relaxed);
        for (;;) {
            if (at == closed)
                return send_result<T>::disconnected(std::move(value));
            if (offset_of(at) < CellsInBlock) {
                // acquire: the cells of a block that another sender made; relaxed on failure: tried again.
                if (tail_.compare_exchange_weak(at, at + 1, sync::memory_order_acquire, sync::memory_order_relaxed))
                    return fill(block_of(at)->cells[offset_of(at)], std::move(value));
                continue;
            }
            if (!fresh)
                fresh = std::make_unique<block>();
            // release: the cells of the fresh block; acquire: the link of the full one; relaxed on failure: tried
            // again.
            if (tail_.compare_exchange_weak(at, position(fresh.get(), 1), sync::memory_order_acq_rel,
                                            sync::memory_order_relaxed)) {
                block_of(at)->next = fresh.get();
                finish(block_of(at)->link, filled);
                return fill(fresh.release()->cells[0], std::move(value));
            }
        }
    }

    /// Call it once, after all sends.
    void senders_gone() noexcept {
        // relaxed: what it names is not touched before the compare-exchange confirms it.
        std::uintptr_t at = tail_.load(sync::memory_order_relaxed);
        do {
            if (at == closed)
                return;
            // acquire: the cells of a block that another sender made; relaxed on failure: tried again.
        } while (!tail_.compare_exchange_weak(at, at + 1, sync::memory_order_acquire, sync::memory_order_relaxed));
        finish(block_of(at)->state(offset_of(at)), ended);
    }

    received<T> try_receive() {
        const std::uint32_t state = look();
        if (state == filled)
            return take();
        if (state == ended)
            return received<T>::disconnected();
        // relaxed: whatever was sent before this call is seen, and that is all that counts.
        if (tail_.load(sync::memory_order_relaxed) == position(block_, offset_))
            return received<T>::nothing_yet();
        return receive(deadline::never()); // a sender has claimed the cell and is about to fill it
    }

    /// Blocks until there is a value, the senders are gone, or `until` has passed.
    received<T> receive(deadline until) {
        for (int looks = 0;; ++looks) {
            const std::uint32_t state = look();
            if (state == filled)
                return take();
            if (state == ended)
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
        // relaxed: each cell is acquired by look(); a sender that sees it touches nothing.
        const std::uintptr_t end = tail_.exchange(closed, sync::memory_order_relaxed);
        for (std::uint32_t state = look(); position(block_, offset_) != end && state != ended; state = look()) {
            if (state == filled)
                discard();
            else
                sleep(deadline::never()); // a sender has claimed the cell and is about to fill it
        }
        delete block_;
    }

private:
    // Of a cell or of the link to the next block. Empty: nobody has filled it; awaited: and the receiver may sleep.
    // Skipped: the value's move has thrown. Ended: the senders are gone.
    static constexpr std::uint32_t empty = 0, awaited = 1, filled = 2, skipped = 3, ended = 4;

    struct cell {
        sync::word state{empty}; // written once by the sender who claimed it; before that by the receiver, to awaited
        slot_value<T> value;     // there while the state is filled and the receiver has not moved on
    };

    struct block {
        sync::word& state(std::size_t offset) noexcept { return offset < CellsInBlock ? cells[offset].state : link; }

        cell cells[CellsInBlock];
        sync::word link{empty};            // as in a cell, of next
        sync::plain<block*> next{nullptr}; // written once by the sender who claimed it
    };

    // Positions: a block's address, and in the bits that its alignment leaves free an offset: up to CellsInBlock
    // the cell to claim next, CellsInBlock the link, one more: the senders ended there.
    static constexpr std::uintptr_t offset_mask = 15;
    static constexpr std::uintptr_t closed = 0;
    static_assert(CellsInBlock + 1 <= offset_mask && __STDCPP_DEFAULT_NEW_ALIGNMENT__ > offset_mask);

    static std::uintptr_t position(block* where, std::size_t offset) noexcept {
        return reinterpret_cast<std::uintptr_t>(where) + offset;
    }
    static block* block_of(std::uintptr_t at) noexcept { return reinterpret_cast<block*>(at & ~offset_mask); }
    static std::size_t offset_of(std::uintptr_t at) noexcept { return at & offset_mask; }

    send_result<T> fill(cell& mine, T&& value) {
        try {
            mine.value.construct(std::move(value));
        } catch (...) {
            finish(mine.state, skipped);
            throw;
        }
        finish(mine.state, filled);
        return {};
    }

    // Afterwards the cell is the receiver's, which may have destroyed it.
    void finish(sync::word& state, std::uint32_t how) noexcept {
        // release: publishes what is in the cell or the next block to look().
        if (state.exchange(how, sync::memory_order_release) == awaited)
            arrived_.wake_one();
    }

    // The state of the cell to receive from next: filled, ended, or as yet empty or awaited.
    std::uint32_t look() noexcept {
        for (;;) {
            // acquire: pairs with the release in finish().
            const std::uint32_t state = block_->state(offset_).load(sync::memory_order_acquire);
            if (offset_ == CellsInBlock && state == filled)
                delete std::exchange(block_, block_->next), offset_ = 0;
            else if (state == skipped)
                ++offset_;
            else
                return state;
        }
    }

    // Marks the cell and sleeps until it has been filled or the deadline has passed.
    void sleep(deadline until) noexcept {
        sync::word& state = block_->state(offset_);
        std::uint32_t found = empty;
        // relaxed: tells whoever fills the cell that somebody sleeps; nothing is published with it.
        state.compare_exchange_strong(found, awaited, sync::memory_order_relaxed, sync::memory_order_relaxed);
        for (;;) {
            const std::uint32_t noted = arrived_.noted();
            // relaxed: only whether to sleep; look() acquires.
            if (state.load(sync::memory_order_relaxed) != awaited || until.passed())
                return;
            arrived_.sleep(noted, until);
        }
    }

    received<T> take() {
        struct leave {
            unbounded_queue& queue;
            ~leave() { queue.discard(); }
        } const afterwards{*this};
        return std::move(block_->cells[offset_].value.get());
    }

    void discard() noexcept {
        block_->cells[offset_].value.destroy();
        ++offset_;
    }

    block* block_;                    // where to receive from next; the receiver's
    std::size_t offset_ = 0;          // in block_; CellsInBlock: its link
    wakeups arrived_;                 // cells filled while the receiver slept on them
    [[maybe_unused]] char apart_[64]; // keeps what senders write off the receiver's cache line
    // The position that is claimed next; closed when the receiver is gone. Written by senders, and once by the
    // receiver.
    sync::atomic<std::uintptr_t> tail_;
};

} // namespace heddle::detail
