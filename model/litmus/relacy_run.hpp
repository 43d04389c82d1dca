// What Relacy finds for a litmus program: the second opinion on the oracle, itself incomplete.
//
// Relacy executes modification order as it goes, lets a load see only the newest few stores and a failing
// compare-exchange only the newest one. So it misses outcomes; what it finds must be allowed.
#pragma once

#include "litmus/execution_graph.hpp"

#include <set>

namespace heddle::model::litmus {

struct relacy_run {
    bool holds = false; // Relacy had nothing to object to
    std::set<outcome> outcomes = {};
};

// Runs the program, of at most four threads, under Relacy's random scheduler. One call at a time.
[[nodiscard]] relacy_run run_in_relacy(const program& code, std::uint64_t iterations);

} // namespace heddle::model::litmus
