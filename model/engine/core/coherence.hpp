// Coherence: which writes a read may read from and where in modification order a write may go, given what happens
// before it (C++20 [intro.races], the four coherence rules).
#pragma once

#include "engine/core/graph.hpp"

namespace heddle::model::core {

// The latest place in modification order of `where` that something in `past` wrote or read; -1 for the initial write.
[[nodiscard]] std::int32_t coherence_bound(const graph& g, location_id where, const tick* past);

} // namespace heddle::model::core
