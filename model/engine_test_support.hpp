// What the engine's own tests share: exact counts with the self-check on, and failures of a kind whose token replays
// them.
#pragma once

#include <heddle/model.hpp>

#include <atomic>
#include <gtest/gtest.h>

namespace heddle::model::testing_support {

[[nodiscard]] inline std::string why_not(const result& found) {
    return found.bug ? found.bug->trace : found.unsupported.value_or(found.incomplete);
}

template <class Body>
void expect_exactly(std::uint64_t executions, Body body, memory_model memory = memory_model::rc11) {
    options how;
    how.memory = memory;
    how.self_check = true;
    const result found = explore(body, how);
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_EQ(found.executions, executions);
    EXPECT_EQ(found.blocked, 0U);
    EXPECT_EQ(found.duplicates, 0U);
    EXPECT_FALSE(found.from_beginning);
}

// The failure is found, and its token leads to the same failure in one execution.
template <class Body>
void expect_failure(failure_kind kind, Body body) {
    const result found = explore(body);
    ASSERT_TRUE(found.bug) << why_not(found);
    EXPECT_EQ(found.bug->kind, kind) << found.bug->trace;
    options how;
    how.replay = found.bug->replay;
    const result again = explore(body, how);
    ASSERT_TRUE(again.bug) << why_not(again) << "\n" << found.bug->trace << found.bug->replay;
    EXPECT_EQ(again.executions, 1U);
    EXPECT_EQ(again.bug->message, found.bug->message);
    EXPECT_EQ(again.bug->trace, found.bug->trace);
}

} // namespace heddle::model::testing_support
