// What the engine's own tests share: exact counts with the self-check on, and failures of a kind whose token replays
// them.
#pragma once

#include <heddle/model.hpp>

#include <array>
#include <atomic>
#include <gtest/gtest.h>
#include <thread>

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

// All complete executions, each once, under both memory models; where threads look again for what they wait for, others
// end blocked.
template <class Body>
void expect_complete(std::uint64_t executions, Body body) {
    for (const memory_model memory : {memory_model::rc11, memory_model::sc}) {
        options how;
        how.self_check = true;
        how.memory = memory;
        const result found = explore(body, how);
        EXPECT_TRUE(found.verified()) << why_not(found);
        EXPECT_EQ(found.executions, executions);
        EXPECT_EQ(found.duplicates, 0U);
    }
}

// To be called by a body: runs body(0) to body(Threads - 1), each on a thread of its own, and joins them all.
template <std::size_t Threads, class Body>
void run_threads(Body body) {
    std::array<std::thread, Threads> threads;
    for (std::size_t i = 0; i < Threads; ++i)
        threads[i] = std::thread(body, i);
    for (std::thread& each : threads)
        each.join();
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
