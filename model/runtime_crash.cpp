// Crashes of a body become failures; the process goes on; crashes of the host stay crashes.
#include "engine/runtime/execution.hpp"
#include "engine/runtime/memory.hpp"
#include "runtime_test_core.hpp"

#include <cassert>
#include <csignal>
#include <cstdlib>
#include <gtest/gtest.h>
#include <stdexcept>

namespace {

using namespace heddle::model;
using namespace heddle::model::runtime_test;

void expect_failure(failure_kind kind, const std::string& text, void (*body)()) {
    exploration explored;
    for (const unsigned thread : {0U, 3U}) { // twice: the first crash must leave everything in order
        forget_failure();
        EXPECT_FALSE(run(thread, body));
        ASSERT_TRUE(last_failure());
        EXPECT_EQ(last_failure()->kind, kind) << last_failure()->message;
        EXPECT_NE(last_failure()->message.find(text), std::string::npos) << last_failure()->message;
        EXPECT_NE(last_failure()->pc, nullptr);
    }
    explored.next_execution();
    EXPECT_TRUE(run(0, [] {}));
}

int* volatile no_object = nullptr;
int* volatile wild = reinterpret_cast<int*>(0x1234'5678'9000);
int volatile zero = 0;

TEST(Crash, CatchesAccessesThatTheHardwareRefuses) {
    expect_failure(failure_kind::crash, "null pointer", [] { *no_object = 1; });
    expect_failure(failure_kind::crash, "not there", [] { *wild = 1; });
    expect_failure(failure_kind::crash, "does not allow", [] {
        auto* const code = reinterpret_cast<volatile char*>(&expect_failure);
        *code = 1;
    });
    expect_failure(failure_kind::crash, "not an address",
                   [] { *reinterpret_cast<volatile int*>(reinterpret_cast<std::uintptr_t>(wild) << 16) = 1; });
}

TEST(Crash, BlamesTheBodyForAnAddressThatTheEngineProbes) {
    expect_failure(failure_kind::crash, "not there", [] {
        const core::engine_scope engine;
        runtime::plain_write(wild, 4, __builtin_return_address(0));
    });
    expect_failure(failure_kind::invalid_access, "null pointer", [] {
        const core::engine_scope engine;
        runtime::plain_write(no_object, 4, __builtin_return_address(0));
    });
}

TEST(Crash, CatchesBadArithmeticAndInstructions) {
    expect_failure(failure_kind::crash, "division by zero", [] { zero = 100 / zero; });
    expect_failure(failure_kind::crash, "illegal instruction", [] { asm volatile("ud2"); });
    expect_failure(failure_kind::crash, "trap", [] { asm volatile("int3"); });
}

[[gnu::noinline]] int deep_recursion(int depth) {
    volatile char frame[1000];
    frame[depth % 1000] = static_cast<char>(depth);
    return depth == 0 ? 0 : deep_recursion(depth - 1) + frame[(depth + 1) % 1000];
}

TEST(Crash, CatchesStackOverflow) {
    expect_failure(failure_kind::crash, "stack overflow", [] { zero = deep_recursion(1'000'000'000) == 1 ? 0 : zero; });
}

TEST(Crash, CatchesAbortAndAssert) {
    expect_failure(failure_kind::crash, "abort()", [] { std::abort(); });
    expect_failure(failure_kind::assertion, "zero == 1", [] { assert(zero == 1); });
}

[[gnu::noinline]] void throw_one() { throw 1; }

TEST(Crash, CatchesTerminate) {
    expect_failure(failure_kind::uncaught_exception, "std::runtime_error: because",
                   [] { throw std::runtime_error("because"); });
    expect_failure(failure_kind::uncaught_exception, "int", [] { []() noexcept { throw_one(); }(); });
    expect_failure(failure_kind::crash, "without an exception", [] { std::terminate(); });
}

TEST(Crash, EndsALoopWithoutEvents) {
    exploration explored;
    give_up_at_next_tick(true);
    EXPECT_FALSE(run(1, [] {
        while (zero == 0) {
        }
    }));
    give_up_at_next_tick(false);
    ASSERT_TRUE(last_failure());
    EXPECT_EQ(last_failure()->kind, failure_kind::timeout);
}

TEST(CrashDeathTest, LeavesCrashesOfTheHostAlone) {
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_EXIT(
        {
            exploration explored;
            *no_object = 1;
        },
        testing::KilledBySignal(SIGSEGV), "");
    EXPECT_EXIT(
        {
            exploration explored;
            run(1, [] {
                core::in_body = false;
                asm volatile("" : : : "memory");
                *no_object = 1;
            });
        },
        testing::KilledBySignal(SIGSEGV), "");
    EXPECT_EXIT(
        {
            exploration explored;
            run(1, [] {
                const core::engine_scope engine;
                std::abort();
            });
        },
        testing::KilledBySignal(SIGABRT), "");
    EXPECT_EXIT(
        {
            exploration explored;
            std::terminate();
        },
        testing::KilledBySignal(SIGABRT), "");
}

} // namespace
