// How large an exploration will be, guessed from random walks down the tree of its decisions (Knuth, "Estimating the
// efficiency of backtrack programs", 1975). Without bias, but with a large variance: a tree that is deep in one corner
// looks small most of the time.
#pragma once

#include "engine/core/execution.hpp"

#include <cstdint>

namespace heddle::model::core {

// The number of runs. Begins the exploration anew before and after.
[[nodiscard]] double estimate_runs(execution& run, unsigned walks, std::chrono::milliseconds at_most);

} // namespace heddle::model::core
