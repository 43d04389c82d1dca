// Undoing what an execution wrote outside its stacks and its heap: globals, function-local statics, thread-local
// variables, objects of the host that the body was given. Before the first write to a byte its old value is logged;
// restore() writes the values back, newest first, so that saving a byte twice does no harm. Bytes that are not written
// cost nothing and are left alone: their neighbours may be the host's.
//
// One OS thread, engine mode.
#pragma once

#include "engine/runtime/access.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace heddle::model::runtime {

// Eight bytes at an address, and which of them count. What they were; once undone, what they will be again.
struct saved_bytes {
    std::uintptr_t place; // address and mask
    std::uint64_t value;
};

using undo_log = std::vector<saved_bytes>;

class rollback {
public:
    // Logs the bytes in `mask` of the eight at `address`, a multiple of eight.
    void save(std::uintptr_t address, byte_mask mask) {
        log_.push_back({.place = address | std::uintptr_t{mask} << mask_shift,
                        .value = *reinterpret_cast<const std::uint64_t*>(address)});
    }

    // Logs every byte of the range.
    void save_range(std::uintptr_t address, std::size_t size);

    // Puts everything back and empties the log.
    void restore() noexcept;

    // Begins a new log; the old one can be undone and, after that, redone.
    void begin_log(undo_log& last);
    static void undo(undo_log& log) noexcept;
    static void redo(undo_log& log) noexcept;

    // Calls visit(address) for each aligned group of eight bytes that was written since the log was begun, oldest
    // first, perhaps repeatedly.
    template <class Visitor>
    void for_each_written(Visitor&& visit) const {
        for_each_written(log_, visit);
    }
    template <class Visitor>
    static void for_each_written(const undo_log& log, Visitor&& visit) {
        for (const saved_bytes& each : log)
            visit(each.place & address_bits);
    }

private:
    static constexpr unsigned mask_shift = 56; // above every address of a user process
    static constexpr std::uintptr_t address_bits = (std::uintptr_t{1} << mask_shift) - 1;

    static void exchange(saved_bytes& saved) noexcept;

    undo_log log_;
};

} // namespace heddle::model::runtime
