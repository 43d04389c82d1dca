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
} // namespace heddle::stress
