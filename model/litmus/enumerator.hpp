// Every consistent complete execution of a small litmus program, by brute force.
//
// All ways for compare-exchanges to succeed or fail, all reads-from assignments, all modification orders; the
// axioms judge each graph. Exponential in everything: meant for about ten events. It shares no idea with the
// exploration engine, which is why it can judge it.
#pragma once

#include "litmus/axioms.hpp"

#include <functional>
#include <set>

namespace heddle::model::litmus {

struct enumeration {
    std::set<std::string> graphs = {}; // fingerprints of the distinct consistent executions
    std::set<outcome> outcomes = {};   // what they show
};

// Thread-safe. At most relation::max_size events, initial writes included.
[[nodiscard]] enumeration enumerate(const program& code, axioms consistent);

// Calls visit(graph) for every candidate execution: values agree with reads-from, po ∪ rf is acyclic, modification
// orders are total. With `only_plausible`, candidates that every memory model here forbids are left out early:
// those where a read-modify-write does not directly follow the write it reads from.
void for_each_candidate(const program& code, bool only_plausible,
                        const std::function<void(const execution_graph&)>& visit);

} // namespace heddle::model::litmus
