// Names of local variables: which variable of which active function is at an address of a stack.
#pragma once

#include "engine/runtime/objects.hpp"

namespace heddle::model::runtime {

// The local variable that holds `address` on the stack of `thread` (no_thread: of the host), if an active function has
// one there. Engine mode, only for failures.
[[nodiscard]] std::optional<object> local_object(std::uint32_t thread, std::uintptr_t address, std::size_t access_size);

} // namespace heddle::model::runtime
