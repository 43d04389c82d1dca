// How many preemptions an execution needs, by brute force: the least over all orders of its events. Shares no idea with
// the engine's count.
#pragma once

#include "litmus/execution_graph.hpp"

namespace heddle::model::litmus {

// Of all orders that respect program order and reads-from; with `interleaved` also modification order and the reads
// that come before a write in it. Leaving a thread that has events left is a preemption. The graph needs such an order.
[[nodiscard]] unsigned least_preemptions(const execution_graph& graph, bool interleaved);

} // namespace heddle::model::litmus
