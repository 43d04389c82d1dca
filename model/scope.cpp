// Heddle's scoped threads in every execution that the memory model allows.
#include <heddle/scope.hpp>

#include <heddle/model.hpp>
#include <heddle/model/scope_contract.hpp>

#include <array>
#include <gtest/gtest.h>
#include <memory>
#include <utility>

namespace {

struct heddle_scope {
    template <class Body>
    decltype(auto) operator()(Body&& body) const {
        return heddle::scope(std::forward<Body>(body));
    }
};

} // namespace

namespace heddle::model {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, scope_contract, heddle_scope);
}

namespace {

using namespace heddle;
using heddle::model::check;

// Runs `body` and gives the number it throws, or 0.
template <class Body>
int caught(Body body) {
    try {
        body();
    } catch (int thrown) {
        return thrown;
    }
    return 0;
}

template <int Threads>
void waits_for_all() {
    int each[Threads];
    scope([&](auto& s) {
        for (int& one : each)
            s.spawn([&one] { one = 1; });
    });
    int sum = 0;
    for (int& one : each)
        sum += one;
    EXPECT_TRUE(sum == Threads) << "what every thread did is visible after the scope";
}

void waits_for_threads_of_threads() {
    int outer(0);
    int inner(0);
    scope([&](auto& s) {
        s.spawn([&] {
            s.spawn([&] { inner = 1; });
            outer = 1;
        });
    });
    EXPECT_TRUE(outer == 1 && inner == 1) << "a thread that a thread started is waited for";
}

void waits_when_the_body_throws() {
    int done(0);
    const int thrown = caught([&] {
        scope([&](auto& s) {
            s.spawn([&] { done = 1; });
            throw 7;
        });
    });
    EXPECT_TRUE(thrown == 7) << "scope throws what its body throws";
    EXPECT_TRUE(done == 1) << "threads are waited for when the body throws";
}

void rethrows_when_all_are_done() {
    int done(0);
    const int thrown = caught([&] {
        scope([&](auto& s) {
            s.spawn([] { throw 7; });
            s.spawn([&] { done = 1; });
        });
    });
    EXPECT_TRUE(thrown == 7) << "scope throws what a thread threw that nobody joined";
    EXPECT_TRUE(done == 1) << "threads are waited for when one throws";
}

void collects_several_failures() {
    const int thrown = caught([&] {
        scope([&](auto& s) {
            s.spawn([] { throw 1; });
            s.spawn([] { throw 2; });
        });
    });
    EXPECT_TRUE(thrown == 1 || thrown == 2) << "one of the exceptions is thrown";
}

void joined_failure_is_not_rethrown() {
    int inner = 0;
    const int outer = caught([&] {
        scope([&](auto& s) {
            auto handle = s.spawn([]() -> int { throw 7; });
            inner = caught([&] { handle.join(); });
        });
    });
    EXPECT_TRUE(inner == 7) << "join throws what the thread threw";
    EXPECT_TRUE(outer == 0) << "an exception that was joined is not thrown again";
}

void threads_join_each_other() {
    int shared(0);
    scope([&](auto& s) {
        auto first = s.spawn([&] { return shared += 1; });
        s.spawn([&, first = std::move(first)]() mutable { shared += first.join(); });
    });
    EXPECT_TRUE(shared == 2) << "a thread may join another of its scope";
}

TEST(Scope, WaitsForTwoThreads) { check(waits_for_all<2>); }
TEST(Scope, WaitsForThreeThreads) { check(waits_for_all<3>); }
TEST(Scope, WaitsForThreadsOfThreads) { check(waits_for_threads_of_threads); }
TEST(Scope, WaitsWhenTheBodyThrows) { check(waits_when_the_body_throws); }
TEST(Scope, RethrowsWhenAllAreDone) { check(rethrows_when_all_are_done); }
TEST(Scope, CollectsSeveralFailures) { check(collects_several_failures); }
TEST(Scope, JoinedFailureIsNotRethrown) { check(joined_failure_is_not_rethrown); }
TEST(Scope, ThreadsJoinEachOther) { check(threads_join_each_other); }

} // namespace
