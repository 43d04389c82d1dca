// What every once owes its users, as properties: sequences of calls and generated programs of several threads. What it
// must look like stands in heddle/support/fits/once.hpp.
#pragma once

#include <type_traits>

#include <gtest/gtest.h>

#include <heddle/properties/contracts/once.hpp>
#include <heddle/properties/generated/checking.hpp>
#include <heddle/properties/generated/typed.hpp>
#include <heddle/support/fits/once.hpp>

namespace heddle::properties {

template <class T>
class once_contract : public testing::Test, support::fits_once<T> {
protected:
    static const tested_pair& pair() {
        using contract = std::conditional_t<support::retries_after_exceptions<T>(), contracts::once,
                                            contracts::once_that_counts_all_attempts>;
        return pair_of<contract, T>();
    }
};

TYPED_TEST_SUITE_P(once_contract);

TYPED_TEST_P(once_contract, AgreesWithItsSpecificationInSequence) { check_in_sequence(this->pair()); }

TYPED_TEST_P(once_contract, IsLinearizableInGeneratedPrograms) { check_generated(this->pair()); }

REGISTER_TYPED_TEST_SUITE_P(once_contract, AgreesWithItsSpecificationInSequence, IsLinearizableInGeneratedPrograms);

} // namespace heddle::properties
