// The user's lock under Heddle's mutex contract.
#include <heddle/stress/mutex_contract.hpp>

#include "spinlock.hpp"

namespace heddle::stress {
INSTANTIATE_TYPED_TEST_SUITE_P(my, mutex_contract, ::my::spinlock);
}
