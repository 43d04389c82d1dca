// How long the current test may take, when the whole program was given a time (--within): an equal share of what is
// left, so that time which a test does not need goes to those after it.
#pragma once

#include <chrono>
#include <optional>

namespace heddle::support {

/// Gives the whole program so much time from now on.
void set_whole_time(std::chrono::duration<double> whole);

/// To be called when a test starts: it and `tests - 1` others are still to come. `tests` is at least 1.
void start_time_share(int tests);

/// What the current test may take; nothing if the program was given no time.
std::optional<std::chrono::duration<double>> time_share();

} // namespace heddle::support
