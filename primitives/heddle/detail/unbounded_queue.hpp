// The queue of channel<T>(): many senders, one receiver, no bound.
//
// Senders claim cells of a list (cell_list.hpp) and fill them; the receiver walks behind. It sleeps on the cell it
// needs by marking it, and whoever fills a marked cell wakes it; the end of the senders is claimed and told like a
// value. So both sides decide by read-modify-writes of one and the same word, and no wakeup can be lost by looking at
// two words in the wrong order. Progress: sending is lock-free; receiving blocks, after brief spinning, also
// try_receive() while the sender that came first is between claiming and filling.
//
// Memory ordering: filling a cell releases and looking at it acquires.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include <heddle/detail/cell_list.hpp>
#include <heddle/detail/channel_results.hpp>
#include <heddle/detail/deadline.hpp>
#include <heddle/detail/wakeups.hpp>
#include <heddle/sync.hpp>

namespace heddle::detail {

/// send() and senders_gone() from any thread; the rest from one thread at a time, the receiver's.
template <class T, std::size_t CellsInBlock = 14>
class unbounded_queue {
public:
    unbounded_queue() : block_(new block), tail_(block_) {}
    unbounded_queue(const unbounded_queue&) = delete;
    unbounded_queue& operator=(const unbounded_queue&) = delete;

    send_result<T> send(T&& value) {
        const auto claimed = tail_.claim_cell();
        if (!claimed.mine)
            return send_result<T>::disconnected(std::move(value));
        if (claimed.full) {
            claimed.full->next = claimed.fresh;
            finish(claimed.full->link, filled);
        }
        try {
            claimed.mine->value.construct(std::move(value));
        } catch (...) {
            finish(claimed.mine->state, skipped);
            throw;
        }
        finish(claimed.mine->state, filled);
        return {};
    }

    /// Call it once, after all sends.
    void senders_gone() noexcept {
        if (sync::word* const state = tail_.claim_end())
            finish(*state, ended);
    }

    received<T> try_receive() {
        const std::uint32_t state = look();
        if (state == filled)
            return take();
        if (state == ended)
            return received<T>::disconnected();
        if (tail_.is_at(here()))
            return received<T>::nothing_yet();
        return receive(deadline::never()); // a sender has claimed the cell and is about to fill it
    }

    /// Blocks until there is a value, the senders are gone, or `until` has passed.
    received<T> receive(deadline until) {
        for (int looks = 0; looks < sync::spin_limit && look() <= awaited; ++looks)
            sync::pause();
        for (;;) {
            const std::uint32_t state = look();
            if (state == filled)
                return take();
            if (state == ended)
                return received<T>::disconnected();
            if (until.passed())
                return try_receive();
            sleep(until);
        }
    }

    /// Refuses what is sent from now on and destroys what is left. Call it once, last.
    void receiver_gone() noexcept {
        const auto end = tail_.close();
        for (std::uint32_t state = look(); here() != end && state != ended; state = look()) {
            if (state == filled)
                discard();
            else
                sleep(deadline::never()); // a sender has claimed the cell and is about to fill it
        }
        delete block_;
    }

private:
    using block = cell_block<T, CellsInBlock>;
    using tail = cell_list_tail<T, CellsInBlock>;

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
                next_block();
            else if (state == skipped)
                ++offset_;
            else
                return state;
        }
    }

    void next_block() noexcept {
        block* const next = block_->next;
        delete std::exchange(block_, next);
        offset_ = 0;
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
        struct moving_on {
            unbounded_queue& queue;
            ~moving_on() { queue.discard(); }
        } const afterwards{*this};
        return std::move(block_->cells[offset_].value.get());
    }

    void discard() noexcept {
        block_->cells[offset_].value.destroy();
        ++offset_;
    }

    typename tail::position here() const noexcept { return tail::position_of(block_, offset_); }

    block* block_;                    // where to receive from next; the receiver's
    std::size_t offset_ = 0;          // in block_; CellsInBlock: its link
    wakeups arrived_;                 // cells filled while the receiver slept on them
    [[maybe_unused]] char apart_[64]; // keeps what senders write off the receiver's cache line
    tail tail_;
};

} // namespace heddle::detail
