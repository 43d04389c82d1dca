// The property part of any contract that is a specification and operations: a type under it agrees with the
// specification in sequence, and what generated programs of several threads see can be explained by it.
//
//     using pair = heddle::under_contract<heddle::contracts::account, my::account>;
//     INSTANTIATE_TYPED_TEST_SUITE_P(mine, own_contract, pair);       // in namespace heddle::properties
#pragma once

#include <string>

#include <gtest/gtest.h>

#include <heddle/contract.hpp>
#include <heddle/properties/generated/checking.hpp>
#include <heddle/properties/generated/typed.hpp>

namespace heddle::properties {

template <class Pair>
class own_contract : public testing::Test {
protected:
    static const tested_pair& pair() { return pair_of<typename Pair::contract, typename Pair::type>(); }
};

TYPED_TEST_SUITE_P(own_contract);

TYPED_TEST_P(own_contract, AgreesWithItsSpecificationInSequence) { check_in_sequence(this->pair()); }

TYPED_TEST_P(own_contract, IsLinearizableInGeneratedPrograms) { check_generated(this->pair()); }

REGISTER_TYPED_TEST_SUITE_P(own_contract, AgreesWithItsSpecificationInSequence, IsLinearizableInGeneratedPrograms);

/// For regression tests: fails unless what `program` sees can be explained, as often as it is run.
template <class Contract, class T>
void expect_linearizable(const std::string& program) {
    check_program(pair_of<Contract, T>(), program);
}

} // namespace heddle::properties
