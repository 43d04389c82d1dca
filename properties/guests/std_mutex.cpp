// std::mutex under the properties of the mutex contract.
#include <mutex>

#include <heddle/properties/mutex_contract.hpp>

namespace heddle::properties {
INSTANTIATE_TYPED_TEST_SUITE_P(guest, mutex_contract, std::mutex);
}
