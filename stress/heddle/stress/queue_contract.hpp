// What every queue owes its users, under stress: its elements come out in order, each once, on any number of threads.
// What it must look like stands in heddle/support/container_calls.hpp.
#pragma once

#include <gtest/gtest.h>

#include <heddle/stress/container_round.hpp>
#include <heddle/support/fits/queue.hpp>

namespace heddle::stress {

template <class T>
class queue_contract : public testing::Test, support::fits_queue<T> {};

TYPED_TEST_SUITE_P(queue_contract);

TYPED_TEST_P(queue_contract, DeliversInOrderAndLosesNothing) {
    run_rounds([](int threads, support::random_source& random) {
        return std::make_unique<container_round<TypeParam, order_out::oldest_first>>(threads, random);
    });
}

REGISTER_TYPED_TEST_SUITE_P(queue_contract, DeliversInOrderAndLosesNothing);

} // namespace heddle::stress
