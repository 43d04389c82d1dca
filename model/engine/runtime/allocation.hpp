// The body's allocations: what malloc, new and their relatives do when the code under test calls them. The
// functions that intercept the calls are in malloc.cpp and new_delete.cpp.
//
// On the fiber of the calling thread, body mode on entry. `pc` is the caller's return address.
#pragma once

#include "engine/runtime/arena.hpp"

#include <cstddef>

namespace heddle::model::runtime {

// A new block, or null when `size` is absurd (then the caller reports as its standard says). A body that needs
// more than an arena holds ends with a clear message.
[[nodiscard]] void* body_allocate(std::size_t size, std::size_t alignment, allocation_kind kind, const void* pc);

// Ends a block's life: checks that it is one, that it lives, that it was allocated by the matching function, and that
// nobody accesses it concurrently. Null is fine.
void body_free(void* pointer, allocation_kind kind, const void* pc);

// As realloc: a new block always, with the old one's content.
[[nodiscard]] void* body_reallocate(void* pointer, std::size_t size, const void* pc);

// The size of a block of the body's heap that begins at `pointer`; 0 when there is none.
[[nodiscard]] std::size_t arena_block_size(const void* pointer) noexcept;

// Does the pointer belong to the body's heap?
[[nodiscard]] bool is_arena_pointer(const void* pointer) noexcept;

} // namespace heddle::model::runtime
