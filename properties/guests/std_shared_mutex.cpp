// std::shared_mutex under the properties of the rw_lock contract. It promises no fairness, so that contract is not its.
#include <shared_mutex>

#include <heddle/properties/rw_lock_contract.hpp>

namespace heddle::properties {
INSTANTIATE_TYPED_TEST_SUITE_P(guest, rw_lock_contract, std::shared_mutex);
}
