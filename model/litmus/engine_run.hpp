// What the engine finds for a litmus program, and how it differs from what the oracle finds.
#pragma once

#include "litmus/enumerator.hpp"

#include <heddle/model.hpp>

namespace heddle::model::litmus {

struct engine_run {
    std::uint64_t executions = 0; // as the engine counts
    std::uint64_t observed = 0;   // whose outcome was observed
    std::string trouble = {};     // a bug, an unsupported call, blocked or repeated executions; empty if none
    std::set<outcome> outcomes = {};
};

// Explores the program, with the engine's self-check on, and stops after `max_executions` if that is not 0.
[[nodiscard]] engine_run explore_program(const program& code, memory_model memory, std::uint64_t max_executions = 0);

// The same without outcomes and self-check, for programs with many executions.
[[nodiscard]] engine_run count_executions(const program& code, memory_model memory);

// How the engine's exploration differs from `expected`, one line for each difference; empty if it does not.
[[nodiscard]] std::string disagreement(const program& code, memory_model memory, const enumeration& expected);

// The same with the oracle's own enumeration for that memory model.
[[nodiscard]] std::string disagreement(const program& code, memory_model memory);

// How the executions that the engine finds under a bound on preemptions differ from those of the oracle that need no
// more, counted by what they show; empty if they do not.
[[nodiscard]] std::string bounded_disagreement(const program& code, memory_model memory, unsigned bound);

} // namespace heddle::model::litmus
