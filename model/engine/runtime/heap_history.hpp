// What happened to the blocks of the heap, when, and by which calls. Kept only in runs that are to be told.
//
// Engine mode, on the fiber that allocates or frees.
#pragma once

#include "engine/runtime/calls.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace heddle::model::runtime {

// One allocation or release: by the thread, when it had counted so many events.
struct heap_step {
    std::uint32_t thread = 0;
    std::uint32_t epoch = 0;
    call_chain calls; // empty: it did not happen, or was not recorded
};

struct block_history {
    heap_step allocated;
    heap_step freed;
};

// Whether steps are recorded.
extern bool recording_heap;

// Forgets what was recorded, and all names given to blocks; from now on records, or does not.
void record_heap(bool wanted);

void note_allocated(std::uintptr_t begin, const void* pc);
void note_freed(std::uintptr_t begin, const void* pc);

// What was recorded of the block that begins at `begin`; steps without calls if nothing was.
[[nodiscard]] const block_history& history_of(std::uintptr_t begin);

// A block as a failure tells of it.
struct known_block {
    std::string name; // `node#2`
    heap_step allocated;
    std::optional<heap_step> freed;
};

// The block of the heap that holds `address`, or that ends closest before it.
[[nodiscard]] std::optional<known_block> block_around(const void* address);

} // namespace heddle::model::runtime
