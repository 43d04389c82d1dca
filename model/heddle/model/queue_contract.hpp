// What every queue owes its users, in every execution that the memory model allows: all programs of a size that push
// and pop. What it must look like stands in heddle/support/container_calls.hpp.
#pragma once

#include <gtest/gtest.h>

#include <heddle/model/container_program.hpp>
#include <heddle/support/fits/queue.hpp>

namespace heddle::model {

template <class T>
class queue_contract : public testing::Test, support::fits_queue<T> {};

TYPED_TEST_SUITE_P(queue_contract);

TYPED_TEST_P(queue_contract, PublishesAndLosesNothing) {
    check_growing(container_programs<TypeParam, order_out::oldest_first>(0), {.least = {2, 2}, .how = {}});
}

TYPED_TEST_P(queue_contract, PublishesAndLosesNothingOfWhatWasThere) {
    check_growing(container_programs<TypeParam, order_out::oldest_first>(2), {.least = {2, 2}, .how = {}});
}

TYPED_TEST_P(queue_contract, DestroysWhatIsLeft) { check_whole("two leave an element", leave_elements<TypeParam>); }

REGISTER_TYPED_TEST_SUITE_P(queue_contract, PublishesAndLosesNothing, PublishesAndLosesNothingOfWhatWasThere,
                            DestroysWhatIsLeft);

} // namespace heddle::model
