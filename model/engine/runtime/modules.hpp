// The executable and the libraries that are loaded: where their segments are.
#pragma once

#include <cstdint>

namespace heddle::model::runtime {

// Does `address` lie in a segment (code, constants, globals) of the executable or of a library? Engine mode.
[[nodiscard]] bool in_loaded_module(std::uintptr_t address) noexcept;

} // namespace heddle::model::runtime
