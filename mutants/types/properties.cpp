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
} // namespace heddle::properties
