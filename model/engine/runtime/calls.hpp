// Where in the user's own code something happened, given the calls that led there.
//
// Engine mode, on the fiber in question. Only for failures and for runs that are to be told.
#pragma once

#include "engine/runtime/symbols.hpp"

#include <string>
#include <vector>

namespace heddle::model::runtime {

// Return addresses, innermost first.
using call_chain = std::vector<const void*>;

// The calls in progress on the running fiber, from the one that returns to `pc` outwards; `pc` alone if there is none.
[[nodiscard]] call_chain calls_from(const void* pc);

// Is this frame neither a library's nor the engine's?
[[nodiscard]] bool is_users(const frame& one);

// The innermost frame that is the user's, or null.
[[nodiscard]] const frame* user_frame(const call_chain& calls);

// "file:line" of the innermost frame that is the user's, or of the innermost frame.
[[nodiscard]] std::string user_place(const call_chain& calls);

// What the user calls the function in which these calls began: "worker"; empty for a lambda or when unknown.
[[nodiscard]] std::string outermost_function(const call_chain& calls);

} // namespace heddle::model::runtime
