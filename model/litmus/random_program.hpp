// RapidCheck generator of litmus programs: 2 to 4 threads over 1 to 3 locations, with every operation, order and fence
// kind, and data dependencies through registers. Shrinks to fewer threads, fewer operations, and simpler operations.
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

// How large programs may be. By default the brute-force enumerator takes milliseconds for each.
struct program_size {
    int operations = 8;
    int thread_length = 4;
    double candidates = 50'000; // a bound on the graphs that the enumerator would have to look at
};

[[nodiscard]] rc::Gen<program> random_programs(const program_size& limit);

// Lets RapidCheck print counterexamples in the notation.
void showValue(const program& code, std::ostream& out);

} // namespace heddle::model::litmus
