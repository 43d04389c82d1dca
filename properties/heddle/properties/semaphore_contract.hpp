// What every semaphore owes its users, as properties: sequences of calls and generated programs of several threads.
// What it must look like stands in heddle/support/fits/semaphore.hpp.
#pragma once

#include <gtest/gtest.h>

#include <heddle/properties/contracts/semaphore.hpp>
#include <heddle/properties/generated/checking.hpp>
#include <heddle/properties/generated/typed.hpp>
#include <heddle/support/fits/semaphore.hpp>

namespace heddle::properties {

template <class T>
class semaphore_contract : public testing::Test, support::fits_semaphore<T> {};

TYPED_TEST_SUITE_P(semaphore_contract);

TYPED_TEST_P(semaphore_contract, AgreesWithItsSpecificationInSequence) {
    check_in_sequence(pair_of<contracts::semaphore, TypeParam>());
}

TYPED_TEST_P(semaphore_contract, IsLinearizableInGeneratedPrograms) {
    check_generated(pair_of<contracts::semaphore, TypeParam>());
}

// A refusal may come for no reason, but not again and again.
TYPED_TEST_P(semaphore_contract, LetsInWhoTriesWhileAPermitIsFree) {
    if constexpr (support::has_try_acquire<TypeParam>) {
        const auto free = support::make_semaphore<TypeParam>(1);
        bool taken = false;
        for (int tries = 0; tries < 1'000 && !taken; ++tries)
            taken = free->try_acquire();
        EXPECT_TRUE(taken) << "try_acquire takes a free permit";
        EXPECT_FALSE(free->try_acquire()) << "try_acquire does not take a permit that is not there";
    }
}

REGISTER_TYPED_TEST_SUITE_P(semaphore_contract, AgreesWithItsSpecificationInSequence, IsLinearizableInGeneratedPrograms,
                            LetsInWhoTriesWhileAPermitIsFree);

} // namespace heddle::properties
