// What is at an address, for a reader: the variable or block, the way into it, and the type of what is there.
#pragma once

#include <cstdint>
#include <elfutils/libdw.h>
#include <optional>
#include <string>

namespace heddle::model::runtime {

struct object {
    std::string base;              // `queue`, `node#2`
    std::string path;              // `.slots_[2].ready`; empty: all of it
    std::uintptr_t offset = 0;     // of the address in the base
    std::optional<Dwarf_Die> type; // of what is there, if known

    [[nodiscard]] std::string name() const { return base + path; }
};

// The object for an access of so many bytes (0: unknown). Never a bare address. Engine mode, only for failures.
[[nodiscard]] object object_at(std::uintptr_t address, std::size_t access_size);

} // namespace heddle::model::runtime
