// The programs on which the engine's speed is measured: each a body and the number of its executions, where it is
// known.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace heddle::bench {

struct program {
    std::string name;
    std::function<void()> body;
    std::uint64_t executions = 0; // 0: not known from elsewhere
};

// Counters, compare-exchanges, litmus shapes: those with published counts.
[[nodiscard]] std::vector<program> small_programs();
// Whole programs of the same kind in C with pthreads.
[[nodiscard]] std::vector<program> c_programs();
// A stack, a queue, a deque, and a mutex.
[[nodiscard]] std::vector<program> data_structures();

} // namespace heddle::bench
