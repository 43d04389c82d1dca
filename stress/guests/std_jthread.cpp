// std::jthread under the stress of the thread contract.
#include <thread>

#include <heddle/stress/thread_contract.hpp>

namespace heddle::stress {
INSTANTIATE_TYPED_TEST_SUITE_P(guest, thread_contract, std::jthread);
}
