// The sound and the broken types under the properties of their contracts; which of them must be refused stands in
// types.cmake.
#include <heddle/properties/barrier_contract.hpp>
#include <heddle/properties/counter_contract.hpp>
#include <heddle/properties/flag_contract.hpp>
#include <heddle/properties/latch_contract.hpp>
#include <heddle/properties/once_contract.hpp>
#include <heddle/properties/queue_contract.hpp>
#include <heddle/properties/semaphore_contract.hpp>
#include <heddle/properties/spsc_queue_contract.hpp>
#include <heddle/properties/stack_contract.hpp>

#include "lists.hpp"

namespace heddle::properties {
#include "instances.inc"

INSTANTIATE_TYPED_TEST_SUITE_P(queue_practical, queue_contract, types::practical_queues);
INSTANTIATE_TYPED_TEST_SUITE_P(stack_practical, stack_contract, types::practical_stacks);
INSTANTIATE_TYPED_TEST_SUITE_P(barrier_practical, barrier_contract, types::practical_barriers);
INSTANTIATE_TYPED_TEST_SUITE_P(once_practical, once_contract, types::practical_onces);
} // namespace heddle::properties
