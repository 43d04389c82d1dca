// Why it could happen: what would have ordered the two sides of a race, or made a read see the newer write, and does
// not.
#pragma once

#include "engine/trace/story.hpp"

#include <string>

namespace heddle::model::trace {

// One sentence each. Empty if the table says it all.
[[nodiscard]] std::vector<std::string> reasons(const story& told);

} // namespace heddle::model::trace
