// A ring of cells: what the senders of a bounded channel claim cells from.
//
// Algorithm: Dmitry Vyukov, "Bounded MPMC Queue" (2010): each cell's word says for which lap it is in use, so a sender
// that finds the cell at the tail vacant claims it by moving the tail. Progress: lock-free.
//
// Memory ordering: whoever gives a cell to the next lap releases, claiming it acquires.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>

#include <heddle/detail/cell.hpp>
#include <heddle/sync.hpp>

namespace heddle::detail {

/// Any thread may call anything; a cell belongs to the sender that claimed it until it is filled, then to the receiver.
template <class T>
class ring {
public:
    /// Counts cells: the lap times the capacity rounded up to a power of two, plus the cell.
    using position = std::uint64_t;

    enum outcome { claimed, full, gone };
    struct claim {
        outcome what;
        position where; // claimed or not
    };

    explicit ring(std::size_t capacity)
        : capacity_(capacity), lap_(std::bit_ceil(capacity)), cells_(std::make_unique<cell<T>[]>(capacity)) {}

    cell<T>& at(position where) const noexcept { return cells_[where & (lap_ - 1)]; }

    position next(position where) const noexcept {
        const position after = where + 1;
        return (after & (lap_ - 1)) == (capacity_ & (lap_ - 1)) ? after - capacity_ + lap_ : after;
    }

    /// A cell's word is its lap times one_lap, plus its state in that lap. This is the word when the cell is empty for
    /// that position.
    static constexpr std::uint32_t one_lap = 4;
    std::uint32_t turn(position where) const noexcept {
        return static_cast<std::uint32_t>(where >> std::countr_zero(lap_)) * one_lap;
    }

    claim try_claim() noexcept {
        // relaxed: the compare-exchange confirms it.
        std::uint64_t tail = tail_.load(sync::memory_order_relaxed);
        for (;;) {
            const position where = tail / step;
            if (tail & closed)
                return {gone, where};
            // acquire: pairs with the release of whoever emptied the cell.
            if ((at(where).state.load(sync::memory_order_acquire) & ~std::uint32_t{awaited}) == turn(where)) {
                // relaxed: the cell's own word publishes; nobody else touches the cell now.
                if (tail_.compare_exchange_weak(tail, next(where) * step, sync::memory_order_relaxed,
                                                sync::memory_order_relaxed))
                    return {claimed, where};
                continue;
            }
            // relaxed: if the cell's word is of a later lap, the acquire above has brought the tail that goes with it.
            const std::uint64_t again = tail_.load(sync::memory_order_relaxed);
            if (again == tail)
                return {full, where};
            tail = again;
        }
    }

    /// Says that no more will be claimed; returns the position that was next. Once, after all claims.
    position end() noexcept {
        // relaxed: whoever must see it learns of it by a cell's word.
        return tail_.fetch_or(at_end, sync::memory_order_relaxed) / step;
    }

    /// Makes all claims fail from now on; returns the position that was next.
    position close() noexcept {
        // relaxed: who sees it touches nothing.
        return tail_.fetch_or(closed, sync::memory_order_relaxed) / step;
    }

    enum beyond { something, nothing, nothing_ever };
    /// Whether anybody has claimed the cell at `where`, as far as this thread can know.
    beyond look_beyond(position where) const noexcept {
        // relaxed: whatever was claimed before this call is seen, and that is all that counts.
        const std::uint64_t tail = tail_.load(sync::memory_order_relaxed);
        if (tail == where * step)
            return nothing;
        return tail == where * step + at_end ? nothing_ever : something;
    }

private:
    static constexpr std::uint64_t closed = 1, at_end = 2, step = 4;

    const std::size_t capacity_;
    const std::size_t lap_; // the capacity, rounded up to a power of two
    const std::unique_ptr<cell<T>[]> cells_;
    [[maybe_unused]] char
        apart_[64]; // keeps what senders write off the cache line of what all read, and below of others
    // The position to claim next, times step, plus closed, plus at_end. Written by senders, and once by the receiver.
    sync::atomic<std::uint64_t> tail_{0};
    [[maybe_unused]] char apart_too_[64];
};

} // namespace heddle::detail
