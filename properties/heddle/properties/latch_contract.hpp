// What every latch owes its users, as properties: sequences of calls and generated programs of several threads. What it
// must look like stands in heddle/support/fits/latch.hpp.
#pragma once

#include <gtest/gtest.h>

#include <heddle/properties/contracts/latch.hpp>
#include <heddle/properties/generated/checking.hpp>
#include <heddle/properties/generated/typed.hpp>
#include <heddle/support/fits/latch.hpp>

namespace heddle::properties {

template <class T>
class latch_contract : public testing::Test, support::fits_latch<T> {};

TYPED_TEST_SUITE_P(latch_contract);

TYPED_TEST_P(latch_contract, AgreesWithItsSpecificationInSequence) {
    check_in_sequence(pair_of<contracts::latch, TypeParam>());
}

TYPED_TEST_P(latch_contract, IsLinearizableInGeneratedPrograms) {
    check_generated(pair_of<contracts::latch, TypeParam>());
}

TYPED_TEST_P(latch_contract, CountsSeveralAtOnceAndArrivesInOneCall) {
    TypeParam latch(4);
    support::count_down_by(latch, 3);
    if constexpr (support::has_try_wait<TypeParam>) {
        EXPECT_FALSE(latch.try_wait()) << "a latch is closed until all have counted down";
    }
    support::arrive_at(latch); // as the last
    latch.wait();
}

REGISTER_TYPED_TEST_SUITE_P(latch_contract, AgreesWithItsSpecificationInSequence, IsLinearizableInGeneratedPrograms,
                            CountsSeveralAtOnceAndArrivesInOneCall);

} // namespace heddle::properties
