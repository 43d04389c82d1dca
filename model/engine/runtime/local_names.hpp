// Names of local variables: which variable of which active function is at an address of a stack.
#pragma once

#include <cstdint>
#include <string>

namespace heddle::model::runtime {

// The name of the local variable, with the path into it, that holds `address` on the stack of `thread` (no_thread: of
// the host). Empty when no active function has one there. Engine mode, only for failures.
[[nodiscard]] std::string local_name(std::uint32_t thread, std::uintptr_t address);

} // namespace heddle::model::runtime
