// The order in which a trace tells the events of an execution: a linear extension of po ∪ rf in which as few reads as
// possible miss a write that was told before them and as few writes as possible come before such a one in modification
// order; of these, one with the fewest switches between threads.
#pragma once

#include "engine/core/graph.hpp"

#include <vector>

namespace heddle::model::trace {

struct explaining_order {
    std::vector<core::event_id> events;
    // Reads and writes that are not where an interleaving would have them. 0: the execution is sequentially consistent.
    std::uint32_t exceptions = 0;
    std::uint32_t switches = 0;
    bool exact = true; // no order with fewer exceptions, or as few and fewer switches, exists
};

// Of the first `executed[t]` events of each thread t. It is best when it ends with `last`, the thread that fails.
[[nodiscard]] explaining_order explain(const core::graph& g, const std::vector<std::uint32_t>& executed,
                                       core::thread_id last);

// The writes of the location of `id` that are newer in modification order than what a read reads or a write writes.
[[nodiscard]] std::vector<core::event_id> newer_writes(const core::graph& g, core::event_id id);

} // namespace heddle::model::trace
