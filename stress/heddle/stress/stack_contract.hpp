// What every stack owes its users, under stress: its elements come out once each, the newest first, on any number of
// threads. What it must look like stands in heddle/support/container_calls.hpp.
#pragma once

#include <gtest/gtest.h>

#include <heddle/stress/container_round.hpp>
#include <heddle/support/fits/stack.hpp>

namespace heddle::stress {

template <class T>
class stack_contract : public testing::Test, support::fits_stack<T> {};

TYPED_TEST_SUITE_P(stack_contract);

TYPED_TEST_P(stack_contract, LosesNothingAndGivesTheNewestFirst) {
    run_rounds([](int threads, support::random_source& random) {
        return std::make_unique<container_round<TypeParam, order_out::newest_first>>(threads, random);
    });
}

REGISTER_TYPED_TEST_SUITE_P(stack_contract, LosesNothingAndGivesTheNewestFirst);

} // namespace heddle::stress
