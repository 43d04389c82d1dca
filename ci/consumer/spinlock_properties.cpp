// The user's lock under Heddle's mutex contract.
#include <heddle/properties/mutex_contract.hpp>

#include "spinlock.hpp"

namespace heddle::properties {
INSTANTIATE_TYPED_TEST_SUITE_P(my, mutex_contract, ::my::spinlock);
}
