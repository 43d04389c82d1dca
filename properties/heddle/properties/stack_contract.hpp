// What every stack owes its users, as properties: sequences of calls and generated programs of several threads.
#pragma once

#include <gtest/gtest.h>

#include <heddle/properties/contracts/containers.hpp>
#include <heddle/properties/generated/checking.hpp>
#include <heddle/properties/generated/typed.hpp>
#include <heddle/support/fits/stack.hpp>

namespace heddle::properties {

template <class Container>
class stack_contract : public testing::Test, support::fits_stack<Container> {};

TYPED_TEST_SUITE_P(stack_contract);

TYPED_TEST_P(stack_contract, AgreesWithItsSpecificationInSequence) {
    check_in_sequence(pair_of<contracts::stack, TypeParam>());
}

TYPED_TEST_P(stack_contract, IsLinearizableInGeneratedPrograms) {
    check_generated(pair_of<contracts::stack, TypeParam>());
}

REGISTER_TYPED_TEST_SUITE_P(stack_contract, AgreesWithItsSpecificationInSequence, IsLinearizableInGeneratedPrograms);

} // namespace heddle::properties
