// Which type of object a block of the heap was allocated for: read from the calls that allocated it (new_allocator<T>,
// make_unique<T>) or from the user's source line (`new T`, `sizeof(T)`).
#pragma once

#include "engine/runtime/calls.hpp"

#include <elfutils/libdw.h>
#include <optional>

namespace heddle::model::runtime {

struct allocated_type {
    std::string name;   // without namespaces
    Dwarf_Die type;     // of one object
    std::size_t stride; // its size
};

// The first candidate of whose size `bytes` is a multiple.
[[nodiscard]] std::optional<allocated_type> find_allocated_type(const call_chain& calls, std::size_t bytes);

} // namespace heddle::model::runtime
