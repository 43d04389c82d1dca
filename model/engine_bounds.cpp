// What the engine cannot or must not decide is never a pass: bounds, loops without end, unmodelled calls, bodies that
// do not repeat themselves, damaged tokens.
#include "engine_test_support.hpp"

#include <array>
#include <condition_variable>
#include <ctime>
#include <semaphore>
#include <shared_mutex>
#include <thread>
#include <unistd.h>

namespace {

using namespace heddle::model;
using heddle::model::testing_support::why_not;

void three_increments() {
    std::atomic<int> x{0};
    std::array<std::thread, 3> threads;
    for (std::thread& each : threads)
        each = std::thread([&] { x.fetch_add(1, std::memory_order_relaxed); });
    for (std::thread& each : threads)
        each.join();
}

TEST(Bounds, ABoundOnExecutionsIsReported) {
    options how;
    how.max_executions = 5;
    const result cut = explore(three_increments, how);
    EXPECT_EQ(cut.executions, 5U);
    EXPECT_FALSE(cut.complete);
    EXPECT_NE(cut.incomplete.find("5 executions"), std::string::npos);
    how.max_executions = 6;
    const result whole = explore(three_increments, how);
    EXPECT_EQ(whole.executions, 6U);
    EXPECT_TRUE(whole.complete);
}

TEST(Bounds, ALoopWithEventsEndsAtTheBoundOfEvents) {
    const result found = explore([] {
        std::atomic<bool> flag{false};
        std::atomic<int> looks{0};
        std::thread other([&] { flag.store(true); });
        while (!flag.load())
            ++looks;
        other.join();
    });
    EXPECT_FALSE(found.complete);
    EXPECT_FALSE(found.bug);
    EXPECT_NE(found.incomplete.find("events"), std::string::npos) << found.incomplete;
}

TEST(Bounds, ALoopWithoutEventsEndsAtTheTimeLimit) {
    options how;
    how.execution_time_limit = std::chrono::milliseconds(200);
    const result found = explore(
        [] {
            volatile bool forever = true;
            while (forever) {
            }
        },
        how);
    EXPECT_FALSE(found.complete);
    EXPECT_FALSE(found.bug) << found.bug->trace;
    EXPECT_FALSE(found.incomplete.empty());
}

template <class Body>
void expect_unsupported(const char* call, Body body) {
    const result found = explore(body);
    EXPECT_FALSE(found.complete);
    EXPECT_FALSE(found.bug) << found.bug->trace;
    ASSERT_TRUE(found.unsupported) << call;
    EXPECT_NE(found.unsupported->find(call), std::string::npos) << *found.unsupported;
}

TEST(Bounds, UnmodelledCallsAreNamed) {
    expect_unsupported("fork", [] { (void)fork(); });
    expect_unsupported("pthread_kill", [] { (void)pthread_kill(pthread_self(), 0); });
}

TEST(Bounds, OverlappingAtomicsOfDifferentSizesAreNamed) {
    expect_unsupported("another size", [] {
        alignas(8) std::array<unsigned, 2> words{};
        std::atomic_ref<unsigned>(words[1]).store(1);
        std::atomic_ref<unsigned long>(*reinterpret_cast<unsigned long*>(words.data())).store(2);
    });
}

unsigned long counter_outside() { return __builtin_ia32_rdtsc(); } // no memory of the body: the processor's clock

TEST(Bounds, ABodyThatDoesNotRepeatItselfIsFound) {
    const result found = explore([] {
        std::atomic<unsigned long> x{0};
        std::atomic<int> y{0};
        std::thread other([&] { y.store(1); });
        x.store(counter_outside());
        (void)y.load();
        other.join();
    });
    ASSERT_TRUE(found.bug) << why_not(found);
    EXPECT_EQ(found.bug->kind, failure_kind::nondeterminism) << found.bug->trace;
}

TEST(Bounds, ADamagedTokenIsNamed) {
    options how;
    how.replay = "nonsense";
    const result found = explore(three_increments, how);
    ASSERT_TRUE(found.unsupported);
    EXPECT_FALSE(found.complete);
}

TEST(Bounds, ATokenOfAnotherBodyIsNamed) {
    const result failing = explore([] {
        std::atomic<int> x{0};
        std::thread other([&] { x.store(1); });
        other.join();
        EXPECT_EQ(x.load(), 0);
    });
    ASSERT_TRUE(failing.bug);
    options how;
    how.replay = failing.bug->replay;
    const result found = explore(three_increments, how);
    EXPECT_FALSE(found.complete);
    EXPECT_FALSE(found.bug);
    EXPECT_FALSE(found.incomplete.empty());
}

} // namespace
