// A failing execution as a graph in the language of Graphviz: a column of events for each thread, with program order,
// reads-from, modification order and from-read (what a read has missed) as edges.
#pragma once

#include "engine/trace/story.hpp"

#include <string>

namespace heddle::model::trace {

[[nodiscard]] std::string picture(const story& told);

} // namespace heddle::model::trace
