// A hash of a complete execution graph that does not depend on the order in which it was built, to find executions that
// are explored twice.
#pragma once

#include "engine/core/graph.hpp"

namespace heddle::model::core {

[[nodiscard]] word fingerprint(const graph& g);

} // namespace heddle::model::core
