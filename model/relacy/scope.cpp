// Heddle's scoped threads under Relacy.
#include <heddle/scope.hpp>

#include "relacy_case.hpp"

namespace {

using namespace heddle;
using relacy::check;

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
    sync::plain<int> each[Threads];
    scope([&](auto& s) {
        for (sync::plain<int>& one : each)
            s.spawn([&one] { one = 1; });
    });
    int sum = 0;
    for (sync::plain<int>& one : each)
        sum += one;
    check(sum == Threads, "what every thread did is visible after the scope");
}

void waits_for_threads_of_threads() {
    sync::plain<int> outer(0);
    sync::plain<int> inner(0);
    scope([&](auto& s) {
        s.spawn([&] {
            s.spawn([&] { inner = 1; });
            outer = 1;
        });
    });
    check(outer == 1 && inner == 1, "a thread that a thread started is waited for");
}

void waits_when_the_body_throws() {
    sync::plain<int> done(0);
    const int thrown = caught([&] {
        scope([&](auto& s) {
            s.spawn([&] { done = 1; });
            throw 7;
        });
    });
    check(thrown == 7, "scope throws what its body throws");
    check(done == 1, "threads are waited for when the body throws");
}

void rethrows_when_all_are_done() {
    sync::plain<int> done(0);
    const int thrown = caught([&] {
        scope([&](auto& s) {
            s.spawn([] { throw 7; });
            s.spawn([&] { done = 1; });
        });
    });
    check(thrown == 7, "scope throws what a thread threw that nobody joined");
    check(done == 1, "threads are waited for when one throws");
}

void collects_several_failures() {
    const int thrown = caught([&] {
        scope([&](auto& s) {
            s.spawn([] { throw 1; });
            s.spawn([] { throw 2; });
        });
    });
    check(thrown == 1 || thrown == 2, "one of the exceptions is thrown");
}

void joined_failure_is_not_rethrown() {
    int inner = 0;
    const int outer = caught([&] {
        scope([&](auto& s) {
            auto handle = s.spawn([]() -> int { throw 7; });
            inner = caught([&] { handle.join(); });
        });
    });
    check(inner == 7, "join throws what the thread threw");
    check(outer == 0, "an exception that was joined is not thrown again");
}

void threads_join_each_other() {
    sync::plain<int> shared(0);
    scope([&](auto& s) {
        auto first = s.spawn([&] { return shared += 1; });
        s.spawn([&, first = std::move(first)]() mutable { shared += first.join(); });
    });
    check(shared == 2, "a thread may join another of its scope");
}

} // namespace

int main(int argc, char** argv) {
    using relacy::one, relacy::search;
    return relacy::run_cases(
        {
            one<&waits_for_all<1>, 1>("WaitsForOneThread"),
            one<&waits_for_all<2>, 2>("WaitsForTwoThreads"),
            one<&waits_for_all<3>, 3>("WaitsForThreeThreads"),
            one<&waits_for_threads_of_threads, 2>("WaitsForThreadsOfThreads"),
            one<&waits_when_the_body_throws, 1>("WaitsWhenTheBodyThrows"),
            one<&rethrows_when_all_are_done, 2>("RethrowsWhenAllAreDone"),
            one<&collects_several_failures, 2>("CollectsSeveralFailures"),
            one<&joined_failure_is_not_rethrown, 1>("JoinedFailureIsNotRethrown", search::random_and_full),
            one<&threads_join_each_other, 2>("ThreadsJoinEachOther"),
        },
        argc, argv);
}
