// std::atomic under the stress of the counter contract.
#include <atomic>

#include <heddle/stress/atomics_contract.hpp>

namespace heddle::stress {
INSTANTIATE_TYPED_TEST_SUITE_P(guest, counter_contract, std::atomic<std::uint64_t>);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(flag_contract);
} // namespace heddle::stress
