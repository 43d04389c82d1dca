// Names for the blocks of the heap: `node#2`, the second block of type node that anybody asked about. The type comes
// from the calls that allocated the block, and is believed only if its size is the block's.
#pragma once

#include "engine/runtime/objects.hpp"

namespace heddle::model::runtime {

struct block;

// What is `offset` bytes into the block, for an access of `access_size` bytes. Engine mode, only for failures.
[[nodiscard]] object object_in_block(const block& holder, std::uintptr_t offset, std::size_t access_size);

// Memory that was there before the body began: by its address, `host#1`.
[[nodiscard]] object host_object(std::uintptr_t address);

// Numbers begin anew.
void forget_heap_names();

} // namespace heddle::model::runtime
