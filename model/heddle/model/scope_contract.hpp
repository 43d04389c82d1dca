// What every scope owes its users, in every execution that the memory model allows: all threads are done, and what they
// did is visible, when it returns or throws; a thread may start others.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/fits/scope.hpp>

namespace heddle::model {

/// What a body throws.
struct scope_body_failed {};

/// Plain variables of the parent, one for each thing that is done on a thread.
struct scope_notes {
    explicit scope_notes(const thread_calls& program) : done(program.size()) {
        for (std::size_t i = 0; i < program.size(); ++i)
            done[i].resize(program[i].size());
    }

    void judge() const {
        for (const auto& thread : done)
            for (const int one : thread)
                EXPECT_EQ(one, 1) << "every thread is done after the scope";
    }

    std::vector<std::vector<int>> done;
};

/// Starts one thread for each of the program's, which works (0) or starts another that does (1).
template <class S>
void start_scoped_threads(S& s, const thread_calls& program, scope_notes& notes) {
    for (std::size_t i = 0; i < program.size(); ++i) {
        s.spawn([&s, &calls = program[i], &done = notes.done[i]] {
            for (std::size_t k = 0; k < calls.size(); ++k) {
                if (calls[k] == 0)
                    done[k] += 1;
                else
                    s.spawn([&one = done[k]] { one += 1; });
            }
        });
    }
}

template <class Scope>
void run_scope_program(const thread_calls& program) {
    scope_notes notes(program);
    Scope{}([&](auto& s) { start_scoped_threads(s, program, notes); });
    notes.judge();
}

template <class Scope>
void run_failing_scope_program(const thread_calls& program) {
    scope_notes notes(program);
    bool failed = false;
    try {
        Scope{}([&](auto& s) {
            start_scoped_threads(s, program, notes);
            throw scope_body_failed{};
        });
    } catch (const scope_body_failed&) {
        failed = true;
    }
    EXPECT_TRUE(failed) << "a scope throws what its body throws";
    notes.judge();
}

template <class Scope>
class scope_contract : public testing::Test, support::fits_scope<Scope> {};

TYPED_TEST_SUITE_P(scope_contract);

TYPED_TEST_P(scope_contract, IsDoneWhenItReturns) {
    growth_limits limits;
    limits.least = {1, 1};
    limits.calls_without_time = 1;
    check_growing(all_programs({"work", "spawn"}, run_scope_program<TypeParam>), limits);
}

TYPED_TEST_P(scope_contract, IsDoneWhenItsBodyThrows) {
    growth_limits limits;
    limits.least = {1, 1};
    limits.calls_without_time = 1;
    check_growing(all_programs({"work", "spawn"}, run_failing_scope_program<TypeParam>), limits);
}

REGISTER_TYPED_TEST_SUITE_P(scope_contract, IsDoneWhenItReturns, IsDoneWhenItsBodyThrows);

} // namespace heddle::model
