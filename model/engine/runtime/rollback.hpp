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

    // Calls visit(address) for each aligned group of eight bytes that was written, oldest first, perhaps repeatedly.
    template <class Visitor>
    void for_each_written(Visitor&& visit) const {
        for (const saved_bytes& each : log_)
            visit(each.place & address_bits);
    }

private:
    static constexpr unsigned mask_shift = 56; // above every address of a user process
    static constexpr std::uintptr_t address_bits = (std::uintptr_t{1} << mask_shift) - 1;

    struct saved_bytes {
        std::uintptr_t place; // address and mask
        std::uint64_t value;
    };

    std::vector<saved_bytes> log_;
};

} // namespace heddle::model::runtime
