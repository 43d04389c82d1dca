// std::mutex under the stress of the mutex contract.
#include <mutex>

#include <heddle/stress/mutex_contract.hpp>

namespace heddle::stress {
INSTANTIATE_TYPED_TEST_SUITE_P(guest, mutex_contract, std::mutex);
}
