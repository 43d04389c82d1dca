// What every spsc_queue owes its users, as properties: sequences of calls and generated programs of several threads.
#pragma once

#include <gtest/gtest.h>

#include <heddle/properties/contracts/containers.hpp>
#include <heddle/properties/generated/checking.hpp>
#include <heddle/properties/generated/typed.hpp>
#include <heddle/support/fits/spsc_queue.hpp>

namespace heddle::properties {

template <class Container>
class spsc_queue_contract : public testing::Test, support::fits_spsc_queue<Container> {};

TYPED_TEST_SUITE_P(spsc_queue_contract);

TYPED_TEST_P(spsc_queue_contract, AgreesWithItsSpecificationInSequence) {
    check_in_sequence(pair_of<contracts::spsc_queue, TypeParam>());
}

TYPED_TEST_P(spsc_queue_contract, IsLinearizableInGeneratedPrograms) {
    check_generated(pair_of<contracts::spsc_queue, TypeParam>());
}

REGISTER_TYPED_TEST_SUITE_P(spsc_queue_contract, AgreesWithItsSpecificationInSequence,
                            IsLinearizableInGeneratedPrograms);

} // namespace heddle::properties
