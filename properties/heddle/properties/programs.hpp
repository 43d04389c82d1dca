// Random small concurrent programs on real threads: what each thread calls is generated, the threads start together,
// and the contract judges what came out. A failing program shrinks; since real threads need not fail every time, each
// program is run several times.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <heddle/properties/call.hpp>

namespace heddle::properties {

/// What each thread calls, in order.
using program = std::vector<calls>;

/// The size of generated programs.
struct program_shape {
    std::size_t min_threads = 2;
    std::size_t max_threads = 4;
    std::size_t max_calls = 8; // a thread; at least 1
    int repetitions = 5;       // runs of each program
};

/// Runs `run` on some hundred random programs, `repetitions` times each; an exception from it fails the current
/// GoogleTest test, with the smallest program found that fails too and the RC_PARAMS that repeat it.
void for_all_programs(const vocabulary& words, const program_shape& shape,
                      const std::function<void(const program&)>& run);

/// One line a thread.
std::string to_string(const program& threads, const vocabulary& words);

} // namespace heddle::properties
