// Compares the outcomes found for a catalogue shape with those written down.
#pragma once

#include "litmus/catalogue.hpp"
#include "litmus/execution_graph.hpp"

#include <set>

namespace heddle::model::litmus {

// What differs, one line for each difference; empty if the sets are equal and the columns tell all outcomes apart.
[[nodiscard]] std::string difference(const shape& expected, const std::set<outcome>& found);

} // namespace heddle::model::litmus
