// What every scope owes its users, under stress: all its threads are done when it returns or throws, those too that
// its threads started, and what they did to borrowed data is visible.
#pragma once

#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/stress/scenario.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/scope.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// Each actor opens scopes of its own. A scope's threads write plain variables on the actor's stack.
template <class Scope>
class scope_round : public round {
public:
    std::uint64_t play(int, perturbation& shaken) override {
        std::uint64_t threads = 0;
        for (int i = 0; i < scopes; ++i) {
            int direct[width] = {};
            int nested[width] = {};
            const bool fails = shaken.random().one_in(4);
            open(direct, nested, fails, shaken);
            for (int one = 0; one < width; ++one) {
                support::ensure_equal(direct[one], 1, "every thread is done after the scope");
                support::ensure_equal(nested[one], one % 2, "a thread that a thread started is done after the scope");
                threads += static_cast<std::uint64_t>(1 + nested[one]);
            }
        }
        return threads;
    }

    void judge() override {}

private:
    static constexpr int scopes = 2; // an actor and round
    static constexpr int width = 3;  // threads that the body starts

    struct failure {};

    static void open(int (&direct)[width], int (&nested)[width], bool fails, perturbation& shaken) {
        bool failed = false;
        try {
            support::at("within a scope");
            Scope{}([&](auto& s) {
                for (int one = 0; one < width; ++one) {
                    s.spawn([&s, &mine = direct[one], &child = nested[one], one] {
                        if (one % 2)
                            s.spawn([&child] { child = 1; });
                        mine = 1;
                    });
                    shaken.shake();
                }
                if (fails)
                    throw failure{};
            });
        } catch (const failure&) {
            failed = true;
        }
        support::ensure_equal(failed, fails, "the scope throws what its body throws");
    }
};

template <class Scope>
class scope_contract : public testing::Test, support::fits_scope<Scope> {};

TYPED_TEST_SUITE_P(scope_contract);

TYPED_TEST_P(scope_contract, IsDoneWhenItReturnsOrThrows) {
    run_rounds([](int, support::random_source&) { return std::make_unique<scope_round<TypeParam>>(); });
}

REGISTER_TYPED_TEST_SUITE_P(scope_contract, IsDoneWhenItReturnsOrThrows);

} // namespace heddle::stress
