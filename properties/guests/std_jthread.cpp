// std::jthread under the thread contract.
#include <thread>

#include <heddle/properties/thread_contract.hpp>

namespace heddle::properties {
INSTANTIATE_TYPED_TEST_SUITE_P(guest, thread_contract, std::jthread);
}
