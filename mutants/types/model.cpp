// The sound and the broken types of their contracts in every execution that the memory model allows; which of them must
// be refused stands in types.cmake.
#include <heddle/model/barrier_contract.hpp>
#include <heddle/model/counter_contract.hpp>
#include <heddle/model/flag_contract.hpp>
#include <heddle/model/latch_contract.hpp>
#include <heddle/model/once_contract.hpp>
#include <heddle/model/queue_contract.hpp>
#include <heddle/model/semaphore_contract.hpp>
#include <heddle/model/spsc_queue_contract.hpp>
#include <heddle/model/stack_contract.hpp>

#include "lists.hpp"

namespace heddle::model {
#include "instances.inc"

INSTANTIATE_TYPED_TEST_SUITE_P(once_practical, once_contract, types::practical_onces);
} // namespace heddle::model
