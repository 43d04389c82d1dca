// Before the engine itself reads memory at an address that the body gave it, it probes the address here. If that
// faults, the crash handler knows that the body is to blame, and where: end_probe() is the pc of the body's access.
#pragma once

#include <cstdint>

namespace heddle::model::runtime {

// Addresses below are taken for null pointers with an offset.
inline constexpr std::uintptr_t null_pages_end = 64 * 1024;

// Reads a byte at `address` on behalf of the access at `pc`.
void probe(std::uintptr_t address, std::uintptr_t pc) noexcept;

// The pc given to the probe that is going on, 0 when there is none. A probe that faults does not go on: whoever asks
// after a fault ends it. Async-signal-safe.
[[nodiscard]] std::uintptr_t end_probe() noexcept;

} // namespace heddle::model::runtime
