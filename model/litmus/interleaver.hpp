// Every execution of a litmus program under sequential consistency, by running all interleavings.
//
// The naive machine: one memory, one operation after the other. It is the second opinion on the SC axioms of
// axioms.hpp, and its executions are the lower bound of what every weaker model allows.
#pragma once

#include "litmus/enumerator.hpp"

namespace heddle::model::litmus {

[[nodiscard]] enumeration interleave(const program& code);

} // namespace heddle::model::litmus
