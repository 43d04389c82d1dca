// A stress scenario: rounds of actors that start together, for a given time, on several numbers of threads, with the
// invariant checked after every round.
//
// HEDDLE_STRESS_SECONDS (a number above 0, at most 604800) sets the time of each scenario; the default is half a
// second, about one second a pattern (or the test's share of --within). After each minute it prints how far it has
// come. HEDDLE_SEED sets the seed, from which every choice follows (though not the timing of the machine).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include <heddle/stress/perturbation.hpp>

namespace heddle::stress {

/// One round: `threads` actors play at once on state that is fresh for the round.
class round {
public:
    virtual ~round() = default;

    /// What actor `me` (from 0) does; runs on a thread of its own. Returns the number of operations done.
    /// A broken promise is an exception.
    virtual std::uint64_t play(int me, perturbation& shaken) = 0;

    /// What must hold when all actors are done; runs on one thread. A broken promise is an exception.
    virtual void judge() = 0;
};

/// Makes the state of a round for `threads` actors.
using round_maker = std::function<std::unique_ptr<round>(int threads, support::random_source& random)>;

/// The numbers of threads a scenario runs on: 1, 2, the cores, four times the cores; each once, none below `least`.
std::vector<int> thread_counts(int least = 1);

/// Runs rounds until the scenario's time is over, `counts` taking turns; a broken promise fails the current GoogleTest
/// test with the seed that repeats it. Prints rounds, operations and operations per second for each number of threads.
void run_rounds(const round_maker& make, const std::vector<int>& counts = thread_counts());

} // namespace heddle::stress
