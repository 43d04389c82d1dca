// What the command shows on a terminal: colours there, plain text everywhere else.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace heddle::cli {

/// Whether stdout is a terminal that shows colours and nobody refused them (no-color.org: NO_COLOR with any value but
/// the empty one).
bool wants_colours();

/// Prints a trace; `emphasised` lists its parts as [begin, length, role], roles numbered as
/// heddle::model::emphasis_role. Coloured if stdout is a terminal that can do so and NO_COLOR is not set.
void print_trace(const std::string& trace, const nlohmann::json& emphasised);

} // namespace heddle::cli
