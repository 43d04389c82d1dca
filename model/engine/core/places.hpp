// Where in the user's own code something happened, given the calls that led there.
#pragma once

#include <string>
#include <vector>

namespace heddle::model::core {

// Return addresses, innermost first.
using call_chain = std::vector<const void*>;

// The calls in progress on the running fiber, from the one that returns to `pc` outwards; `pc` alone if there is none.
[[nodiscard]] call_chain calls_from(const void* pc);

// "file:line" of the innermost frame that is neither a library's nor the engine's, or of the innermost frame.
[[nodiscard]] std::string user_place(const call_chain& calls);

} // namespace heddle::model::core
