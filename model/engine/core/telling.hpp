// From an execution that failed to what is reported of it: a replay token without the steps that do not matter, and the
// trace, which is told by running the token.
#pragma once

#include "engine/core/execution.hpp"

namespace heddle::model::core {

// What is kept of a failure while the exploration goes on.
struct failing_execution {
    failure_kind kind = failure_kind::assertion;
    std::string message;
    std::string location;
    std::uintptr_t raced_on = 0;
    std::string token;       // all of its steps
    std::string short_token; // without those that are not in the causal past of the failure
    std::size_t events = 0;  // of the short token
    std::uint32_t switches = 0;
    std::optional<std::uint32_t> preemptions; // where they are bounded, and few
};

// Of the run that has just ended so, or has ended with this leak.
[[nodiscard]] failing_execution note_failure(execution& run, const failure_record& record);

// Replaces `smallest` if the run that has just ended so depends on fewer steps.
void keep_smaller(execution& run, const failure_record& record, failing_execution& smallest);

// The leak with which a complete run has just ended, if any.
[[nodiscard]] std::optional<failure_record> find_leak();

// Runs the execution again by its token, which tries the token, and tells it. Nothing if it does not fail so again.
// What was explored before is lost.
[[nodiscard]] std::optional<failure> tell(execution& run, const failing_execution& failed);

// What can be said of one that does not.
[[nodiscard]] failure untold(const failing_execution& failed);

// Tells the run that has just ended so, as far as that is possible without running it again.
[[nodiscard]] failure tell_now(execution& run, const failure_record& record);

} // namespace heddle::model::core
