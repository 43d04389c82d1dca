// The sound and the broken types under stress of their contracts; which of them must be refused stands in types.cmake.
#include <heddle/stress/barrier_contract.hpp>
#include <heddle/stress/counter_contract.hpp>
#include <heddle/stress/flag_contract.hpp>
#include <heddle/stress/latch_contract.hpp>
#include <heddle/stress/once_contract.hpp>
#include <heddle/stress/queue_contract.hpp>
#include <heddle/stress/semaphore_contract.hpp>
#include <heddle/stress/spsc_queue_contract.hpp>
#include <heddle/stress/stack_contract.hpp>

#include "lists.hpp"

namespace heddle::stress {
#include "instances.inc"

INSTANTIATE_TYPED_TEST_SUITE_P(queue_practical, queue_contract, types::practical_queues);
INSTANTIATE_TYPED_TEST_SUITE_P(stack_practical, stack_contract, types::practical_stacks);
INSTANTIATE_TYPED_TEST_SUITE_P(barrier_practical, barrier_contract, types::practical_barriers);
INSTANTIATE_TYPED_TEST_SUITE_P(once_practical, once_contract, types::practical_onces);
} // namespace heddle::stress
