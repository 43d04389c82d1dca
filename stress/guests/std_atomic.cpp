// std::atomic under the stress of the counter contract.
#include <atomic>
#include <cstdint>

#include <heddle/stress/counter_contract.hpp>

namespace heddle::stress {
INSTANTIATE_TYPED_TEST_SUITE_P(guest, counter_contract, std::atomic<std::uint64_t>);
} // namespace heddle::stress
