// Virtual time as the clocks of POSIX show it, and deadlines given in it.
#pragma once

#include "engine/core/execution.hpp"

#include <ctime>

namespace heddle::model::hooks {

// What the clock shows the running thread.
[[nodiscard]] timespec read_clock(clockid_t clock);

// A point in virtual time: after that long, or when the clock shows that.
[[nodiscard]] std::uint64_t after(const timespec& duration);
[[nodiscard]] std::uint64_t when(clockid_t clock, const timespec& shown);

} // namespace heddle::model::hooks
