// Heddle's readers-writer lock under stress.
#include <heddle/rw_lock.hpp>
#include <heddle/stress/rw_lock_contract.hpp>
#include <heddle/stress/rw_lock_fairness_contract.hpp>

namespace heddle::stress {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, rw_lock_contract, raw_rw_lock);
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, rw_lock_fairness_contract, raw_rw_lock);
} // namespace heddle::stress
