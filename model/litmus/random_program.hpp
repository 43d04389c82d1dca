// RapidCheck generator of small litmus programs: 2 to 4 threads of 1 to 4 operations, at most 8 in all, over 1 to 3
// locations, with every operation, order and fence kind, and data dependencies through registers. Shrinks to fewer
// threads, fewer operations, and simpler operations.
#pragma once

#include "litmus/program.hpp"

#include <rapidcheck.h>

namespace rc {

template <>
struct Arbitrary<heddle::model::litmus::program> {
    static Gen<heddle::model::litmus::program> arbitrary();
};

} // namespace rc

namespace heddle::model::litmus {

// Lets RapidCheck print counterexamples in the notation.
void showValue(const program& code, std::ostream& out);

} // namespace heddle::model::litmus
