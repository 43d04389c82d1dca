// The model part of any contract that is a specification and operations: in every execution of every small program over
// its operations, what was seen can be explained by the specification.
#pragma once

#include <gtest/gtest.h>

#include <heddle/contract.hpp>
#include <heddle/model/generated_programs.hpp>
#include <heddle/properties/generated/typed.hpp>

namespace heddle::model {

template <class Pair>
class own_contract : public testing::Test {};

TYPED_TEST_SUITE_P(own_contract);

TYPED_TEST_P(own_contract, IsLinearizableInEveryExecution) {
    check_growing(generated_programs(properties::pair_of<typename TypeParam::contract, typename TypeParam::type>()));
}

REGISTER_TYPED_TEST_SUITE_P(own_contract, IsLinearizableInEveryExecution);

} // namespace heddle::model
