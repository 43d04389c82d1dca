// What every stack owes its users, in every execution that the memory model allows: all programs of a size that push
// and pop. What it must look like stands in heddle/support/container_calls.hpp.
#pragma once

#include <gtest/gtest.h>

#include <heddle/model/container_program.hpp>
#include <heddle/support/fits/stack.hpp>

namespace heddle::model {

template <class T>
class stack_contract : public testing::Test, support::fits_stack<T> {};

TYPED_TEST_SUITE_P(stack_contract);

TYPED_TEST_P(stack_contract, PublishesAndLosesNothing) {
    check_growing(container_programs<TypeParam, order_out::newest_first>(0), {.least = {2, 2}, .how = {}});
}

TYPED_TEST_P(stack_contract, PublishesAndLosesNothingOfWhatWasThere) {
    check_growing(container_programs<TypeParam, order_out::newest_first>(2), {.least = {2, 2}, .how = {}});
}

TYPED_TEST_P(stack_contract, DestroysWhatIsLeft) { check_whole("two leave an element", leave_elements<TypeParam>); }

REGISTER_TYPED_TEST_SUITE_P(stack_contract, PublishesAndLosesNothing, PublishesAndLosesNothingOfWhatWasThere,
                            DestroysWhatIsLeft);

} // namespace heddle::model
