// The executable and the libraries that are loaded: where their segments are.
#pragma once

#include <cstdint>

namespace heddle::model::runtime {

// The address of the first segment of the executable or library in one of whose segments (code, constants, globals)
// `address` lies; 0 when there is none. Engine mode.
[[nodiscard]] std::uintptr_t module_begin(std::uintptr_t address) noexcept;

} // namespace heddle::model::runtime
