// The executable and the libraries that are loaded: where their segments are.
#pragma once

#include <cstdint>

namespace heddle::model::runtime {

// The address of the first segment of the executable or library in one of whose segments (code, constants, globals)
// `address` lies; 0 when there is none. Engine mode.
[[nodiscard]] std::uintptr_t module_begin(std::uintptr_t address) noexcept;

// Does the object belong to the process as a whole: is it a variable of a library that is not instrumented? Such a one
// is not undone, and what it says of itself holds for all executions. Engine mode.
[[nodiscard]] bool belongs_to_process(const void* object);

} // namespace heddle::model::runtime
