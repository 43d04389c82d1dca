// How many consistent complete executions small programs have: published counts of the RC11 and SC checkers.
//
// An optimal checker explores each execution exactly once, so the numbers are exact. Only programs without branches
// are here (also fib, whose loops have a fixed length); lastzero and indexer are in model/litmus/programs/.
#pragma once

#include "litmus/program.hpp"

#include <cstdint>

namespace heddle::model::litmus {

struct calibration_row {
    std::string name;                // "ainc(3)"
    std::uint64_t rc11;              // consistent executions under RC11
    std::optional<std::uint64_t> sc; // and under SC, where known
    std::string program;             // in the notation
    bool brute_force = true;         // small enough for the enumerator
};

// All straight-line rows, families with their parameters filled in.
[[nodiscard]] std::vector<calibration_row> calibration();

} // namespace heddle::model::litmus
