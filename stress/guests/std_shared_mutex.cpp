// std::shared_mutex under the stress of the rw_lock contract.
#include <shared_mutex>

#include <heddle/stress/rw_lock_contract.hpp>

namespace heddle::stress {
INSTANTIATE_TYPED_TEST_SUITE_P(guest, rw_lock_contract, std::shared_mutex);
}
