// The heap of the code under test. Every model thread allocates from its own range of addresses, front to back, so
// that an address depends on what its thread did before and on nothing another thread does. A freed block stays where
// it is until the execution ends: that is what finds uses after free, and it makes allocation a handful of
// instructions. Blocks keep a distance of at least `redzone` bytes. Fresh blocks are filled with a pattern (the first 4
// KiB), so that reading uninitialised memory repeats from execution to execution.
//
// One OS thread; callers on a fiber hold a host_scope. reset() costs O(arenas used).
#pragma once

#include "engine/runtime/picture.hpp"
#include "engine/runtime/region.hpp"

#include <bit>
#include <cstdint>
#include <vector>

namespace heddle::model::runtime {

enum class allocation_kind : std::uint8_t { malloc, scalar_new, array_new };

struct block {
    std::uintptr_t begin;
    std::size_t size;
    std::uintptr_t allocated_at; // pc
    std::uintptr_t freed_at;     // pc, 0 while allocated
    std::uint8_t allocated_by;   // thread
    std::uint8_t freed_by;       // thread, meaningful once freed
    allocation_kind kind;

    [[nodiscard]] bool freed() const noexcept { return freed_at != 0; }
    [[nodiscard]] std::uintptr_t end() const noexcept { return begin + size; }
};

enum class place : std::uint8_t { allocated, freed, redzone, outside };

struct location_in_heap {
    place where;
    const block* nearest; // the block that holds the address, or the last one before it; null if there is none
};

// One thread's heap.
class arena {
public:
    static constexpr std::size_t redzone = 16;
    static constexpr std::size_t fill_limit = 4096;
    static constexpr unsigned char fill_byte = 0xbe;

    // A new block of `size` bytes at a multiple of `alignment` (a power of two); 0 when the arena is exhausted.
    [[nodiscard]] std::uintptr_t allocate(unsigned thread, std::size_t size, std::size_t alignment,
                                          allocation_kind kind, std::uintptr_t pc);

    [[nodiscard]] location_in_heap find(std::uintptr_t address) const noexcept;

    // The block that begins at `address`, allocated or freed, or null.
    [[nodiscard]] block* at(std::uintptr_t address) noexcept;

    [[nodiscard]] const std::vector<block>& blocks() const noexcept { return blocks_; }

    void reset(unsigned thread) noexcept;

    // The content, as bytes.
    [[nodiscard]] std::size_t picture_size(unsigned thread) const noexcept;
    void draw(unsigned thread, pen& to) const;
    void restore(unsigned thread, picture_reader& from);

private:
    void open(unsigned thread);
    [[nodiscard]] const block* last_at_or_before(std::uintptr_t address) const noexcept;

    std::vector<block> blocks_; // ascending addresses
    std::uintptr_t next_ = 0;
    std::uintptr_t limit_ = 0;
    mutable std::size_t recent_ = 0; // index of the block found last: look-ups come in runs
};

// All threads' heaps.
class heap {
public:
    [[nodiscard]] std::uintptr_t allocate(unsigned thread, std::size_t size, std::size_t alignment,
                                          allocation_kind kind, std::uintptr_t pc) {
        used_ |= std::uint64_t{1} << thread;
        ++live_;
        const std::uintptr_t address = arenas_[thread].allocate(thread, size, alignment, kind, pc);
        live_ -= address == 0 ? 1 : 0;
        return address;
    }

    // The block that begins at `address`, which lies in the arenas; null if none does.
    [[nodiscard]] block* at(std::uintptr_t address) noexcept { return arenas_[arena_of(address)].at(address); }

    // What is at `address`, which lies in the arenas.
    [[nodiscard]] location_in_heap find(std::uintptr_t address) const noexcept {
        return arenas_[arena_of(address)].find(address);
    }

    // Which allocation of its thread a block is, counted from 0.
    [[nodiscard]] std::size_t number_of(const block& one) const noexcept {
        return static_cast<std::size_t>(&one - arenas_[arena_of(one.begin)].blocks().data());
    }

    // Marks an allocated block as freed by `thread` at `pc`.
    void release(block& freed, unsigned thread, std::uintptr_t pc) noexcept;

    // Number of blocks allocated and not freed.
    [[nodiscard]] std::size_t live() const noexcept { return live_; }

    // Calls visit(block) for each block allocated and not freed, thread by thread, oldest first.
    template <class Visitor>
    void for_each_live(Visitor&& visit) const {
        for (const arena& each : arenas_)
            for (const block& candidate : each.blocks())
                if (!candidate.freed())
                    visit(candidate);
    }

    // Forgets everything: the next execution gets the same addresses again.
    void reset() noexcept;

    // All blocks with their content, as bytes.
    [[nodiscard]] std::size_t picture_size() const noexcept;
    void draw(pen& to) const;
    void restore(picture_reader& from);

private:
    template <class Visitor>
    static void for_each_thread(std::uint64_t threads, Visitor&& visit) {
        for (; threads != 0; threads &= threads - 1)
            visit(static_cast<unsigned>(std::countr_zero(threads)));
    }

    static_assert(max_threads <= 64, "used_ is a bit set of threads");

    arena arenas_[max_threads];
    std::uint64_t used_ = 0;
    std::size_t live_ = 0;
};

} // namespace heddle::model::runtime
