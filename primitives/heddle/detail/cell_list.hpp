// A list of blocks of cells that grows at one end: what the senders of an unbounded channel claim cells from.
//
// The tail is one word that holds a block and an offset. A sender claims the next cell by moving it; who finds the
// block full moves it to a block of its own and owes the old one its link. In the manner of M. Michael and M. Scott,
// "Simple, Fast, and Practical Non-Blocking and Blocking Concurrent Queue Algorithms", PODC 1996, with an array in each
// node. Progress: lock-free.
//
// Memory ordering: a block's making is released when the tail moves to it and acquired by whoever claims a cell in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <heddle/detail/cell.hpp>
#include <heddle/sync.hpp>

namespace heddle::detail {

template <class T, std::size_t Cells>
struct cell_block {
    sync::word& state(std::size_t offset) noexcept { return offset < Cells ? cells[offset].state : link; }

    cell<T> cells[Cells];
    sync::word link{empty};                 // as a cell's state, for next
    sync::plain<cell_block*> next{nullptr}; // written once by the sender that claimed it
};

/// The tail. Any thread may call anything; it destroys no block.
template <class T, std::size_t Cells>
class cell_list_tail {
public:
    using block = cell_block<T, Cells>;

    /// Where a cell is: a block's address, and in the bits that its alignment leaves free an offset below Cells; Cells
    /// is the block's link, one more the end of the senders.
    using position = std::uintptr_t;
    static position position_of(block* where, std::size_t offset) noexcept {
        return reinterpret_cast<position>(where) + offset;
    }

    /// A cell that is the caller's to fill; null if the list is closed. If it is the first of a fresh block, that block
    /// must be linked from `full`, which is null otherwise.
    struct claim {
        cell<T>* mine;
        block* fresh = nullptr;
        block* full = nullptr;
    };

    explicit cell_list_tail(block* first) noexcept : at_(position_of(first, 0)) {}

    claim claim_cell() {
        std::unique_ptr<block> fresh;
        // relaxed: what it names is not touched before a compare-exchange confirms it.
        position at = at_.load(sync::memory_order_relaxed);
        while (at != closed) {
            if (offset_of(at) < Cells) {
                // acquire: the cells of a block that another sender made; relaxed on failure: tried again.
                if (at_.compare_exchange_weak(at, at + 1, sync::memory_order_acquire, sync::memory_order_relaxed))
                    return {&block_of(at)->cells[offset_of(at)]};
                continue;
            }
            if (!fresh)
                fresh = std::make_unique<block>();
            // release: the cells of the fresh block; acquire: the full one's link; relaxed on failure: tried again.
            if (at_.compare_exchange_weak(at, position_of(fresh.get(), 1), sync::memory_order_acq_rel,
                                          sync::memory_order_relaxed)) {
                block* const mine = fresh.release();
                return {&mine->cells[0], mine, block_of(at)};
            }
        }
        return {nullptr};
    }

    /// The state of the cell where no value will be; null if the list is closed. Call it once, after all claims.
    sync::word* claim_end() noexcept {
        // relaxed, and below: all claims happen before this.
        position at = at_.load(sync::memory_order_relaxed);
        do {
            if (at == closed)
                return nullptr;
        } while (!at_.compare_exchange_weak(at, at + 1, sync::memory_order_relaxed, sync::memory_order_relaxed));
        return &block_of(at)->state(offset_of(at));
    }

    /// Ends all claiming; returns the position that was next.
    position close() noexcept {
        // relaxed: who sees it touches nothing; who closes acquires each cell by its state.
        return at_.exchange(closed, sync::memory_order_relaxed);
    }

    /// Whether nobody has claimed the cell at `here`, as far as this thread can know.
    bool is_at(position here) const noexcept {
        // relaxed: whatever was claimed before this call is seen, and that is all that counts.
        return at_.load(sync::memory_order_relaxed) == here;
    }

private:
    static constexpr position offset_mask = 15;
    static constexpr position closed = 0;
    static_assert(Cells + 1 <= offset_mask && __STDCPP_DEFAULT_NEW_ALIGNMENT__ > offset_mask);

    static block* block_of(position at) noexcept { return reinterpret_cast<block*>(at & ~offset_mask); }
    static std::size_t offset_of(position at) noexcept { return at & offset_mask; }

    sync::atomic<position> at_; // what is claimed next, or closed; written by senders, and once by the receiver
};

} // namespace heddle::detail
