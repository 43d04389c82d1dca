// Heddle's mutex under stress.
#include <heddle/mutex.hpp>
#include <heddle/stress/mutex_contract.hpp>

namespace heddle::stress {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, mutex_contract, raw_mutex);
}
