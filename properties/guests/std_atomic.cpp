// std::atomic under the properties of the counter contract.
#include <atomic>
#include <cstdint>

#include <heddle/properties/counter_contract.hpp>

namespace heddle::properties {
INSTANTIATE_TYPED_TEST_SUITE_P(guest, counter_contract, std::atomic<std::uint64_t>);
} // namespace heddle::properties
