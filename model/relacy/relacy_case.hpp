// What a Relacy test file consists of: cases, each a function that Relacy runs under many interleavings, and
// run_cases(), which turns the verdicts into an exit code: 0 when every case holds, 1 when one found a bug, 2 for a bad
// request.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <heddle/sync.hpp>

namespace heddle::relacy {

/// How a case is explored. Relacy's full search ends only on small programs, so a case says whether it does.
enum class search { random, random_and_full };

/// One scheduler's run of one case.
struct verdict {
    bool holds;
    std::uint64_t iterations;
};

inline constexpr std::size_t max_threads = 4;

struct test_case {
    std::string name;
    search how;
    void (*body)();
    std::size_t threads; // that the body creates, at most
};

/// Runs a case under the scheduler that `how` names. The bodies are plain functions, so that Relacy's schedulers are
/// compiled once, not once a case.
verdict simulate(const test_case& which, rl::test_params& how);

/// A case whose `body` creates at most `Threads` sync::threads beside the one it runs on.
template <auto body, std::size_t Threads>
test_case one(const char* name, search how = search::random) {
    static_assert(Threads >= 1 && Threads <= max_threads, "simulate.cpp knows this many threads");
    return {name, how, body, Threads};
}

/// Fails the iteration unless `kept`; `promise` says what should hold.
inline void check(bool kept, const char* promise, sync::place at = {}) {
    if (!kept)
        RL_ASSERT_IMPL(false, rl::test_result_user_assert_failed, promise, at);
}

/// main() of a Relacy test file. Arguments: names of cases to run; none for all.
/// Stops at the first case that is broken, whose history it prints.
/// HEDDLE_RELACY_ITERATIONS: random iterations of each case (default 20,000).
int run_cases(const std::vector<test_case>& cases, int argc, char** argv);

} // namespace heddle::relacy
