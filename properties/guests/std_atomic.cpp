// std::atomic under the properties of the counter contract.
#include <heddle/properties/atomics_contract.hpp>

namespace heddle::properties {
INSTANTIATE_TYPED_TEST_SUITE_P(guest, counter_contract, std::atomic<std::uint64_t>);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(flag_contract);
} // namespace heddle::properties
