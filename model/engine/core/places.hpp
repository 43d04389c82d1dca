// Where in the user's own code something happened, given the calls that led there.
#pragma once

#include <string>
#include <vector>

namespace heddle::model::core {

// Return addresses, outermost first; the last one is where it happened.
using call_chain = std::vector<const void*>;

// "file:line" of the innermost frame that is not a library's, or of the innermost frame if all are.
[[nodiscard]] std::string user_place(const call_chain& calls);

} // namespace heddle::model::core
