// The types that show what the contracts accept and what they refuse: by contract the sound ones, of the standard
// library, of Boost and of this folder, and the broken ones, each with one mistake.
#pragma once

#include <atomic>
#include <barrier>
#include <cstdint>
#include <latch>

#include <boost/lockfree/queue.hpp>
#include <boost/lockfree/spsc_queue.hpp>
#include <boost/lockfree/stack.hpp>
#include <gtest/gtest.h>

#include <heddle/support/elements.hpp>
#include <heddle/support/fits/barrier.hpp>

#include "barriers.hpp"
#include "containers.hpp"
#include "counters_and_flags.hpp"
#include "latches.hpp"
#include "onces.hpp"
#include "semaphores.hpp"

namespace types {

namespace support = heddle::support;
using support::counted, support::fragile, support::move_only, support::wide;

// What ci/guests alone puts under the model layer: it refuses some of it, for reasons that stand in docs/guests.md, and
// has more executions of the rest than a quick look has time for.

/// Boost's queue and stack with room for more than a test needs at once, from its fixed pool.
template <class Value>
struct boost_queue : boost::lockfree::queue<Value> {
    using value_type = Value;
    boost_queue() : boost::lockfree::queue<Value>(16) {}
};
template <class Value>
struct boost_stack : boost::lockfree::stack<Value> {
    using value_type = Value;
    boost_stack() : boost::lockfree::stack<Value>(16) {}
};

using practical_queues = testing::Types<boost_queue<wide>>;
using practical_stacks = testing::Types<boost_stack<wide>>;
using practical_barriers = testing::Types<std::barrier<>, std::barrier<support::counting_completion>>;
using practical_onces = testing::Types<standard_once>; // ThreadSanitizer hangs when its call throws

using sound_queues =
    testing::Types<locked_queue<fragile>, linked_queue<move_only>, linked_queue<int>, small_container<wide, 3, false>>;
using sound_stacks =
    testing::Types<locked_stack<fragile>, treiber_stack<move_only>, treiber_stack<int>, small_container<wide, 3, true>>;
using sound_spsc_queues =
    testing::Types<locked_spsc_queue<move_only>, spsc_ring<counted>, spsc_ring<wide>, boost::lockfree::spsc_queue<int>>;
using sound_semaphores = testing::Types<atomic_semaphore<>, locked_semaphore, spinning_semaphore>;
using sound_latches = testing::Types<std::latch, atomic_latch<>, locked_latch>;
using sound_barriers = testing::Types<spinning_barrier, phase_barrier<>, locked_barrier<>>;
using sound_onces = testing::Types<atomic_once<>, spinning_once, locked_once>;
using sound_counters = testing::Types<std::atomic<std::uint64_t>, cas_counter<>, locked_counter<>>;
using sound_flags = testing::Types<atomic_flag<>, plain_flag, locked_flag>;

inline constexpr auto relaxed = std::memory_order_relaxed;

using queue_without_lock = locked_queue<int, locked_faults{.pushes_without_the_lock = true}>;
using queue_repeats = locked_queue<int, locked_faults{.keeps_what_it_pops = true}>;
using queue_loses = locked_queue<int, locked_faults{.drops_the_seventh = true}>;
using queue_is_a_stack = locked_stack<int>;
using queue_links_relaxed = linked_queue<int, linked_faults{.link = relaxed}>;
using queue_looks_relaxed = linked_queue<int, linked_faults{.look = relaxed}>;
using queue_links_in_two_steps = linked_queue<int, linked_faults{.links_in_two_steps = true}>;
using queue_pops_in_two_steps = linked_queue<int, linked_faults{.pops_in_two_steps = true}>;
using queue_leaks = linked_queue<counted, linked_faults{.leaks = true}>;

using stack_without_lock = locked_stack<int, locked_faults{.pushes_without_the_lock = true}>;
using stack_is_a_queue = locked_queue<int>;
using stack_pushes_relaxed = treiber_stack<int, treiber_faults{.push = relaxed}>;
using stack_pops_relaxed = treiber_stack<int, treiber_faults{.pop = relaxed}>;
using stack_pushes_in_two_steps = treiber_stack<int, treiber_faults{.pushes_in_two_steps = true}>;
using stack_pops_in_two_steps = treiber_stack<int, treiber_faults{.pops_in_two_steps = true}>;
using stack_deletes_at_once = treiber_stack<int, treiber_faults{.deletes_at_once = true}>;
using stack_leaks = treiber_stack<counted, treiber_faults{.leaks = true}>;

using spsc_queue_publishes_relaxed = spsc_ring<int, ring_faults{.publish = relaxed}>;
using spsc_queue_looks_relaxed = spsc_ring<int, ring_faults{.look = relaxed}>;
using spsc_queue_overflows = spsc_ring<int, ring_faults{.forgets_when_it_is_full = true}>;

using semaphore_takes_relaxed = atomic_semaphore<semaphore_faults{.take = relaxed}>;
using semaphore_gives_relaxed = atomic_semaphore<semaphore_faults{.give = relaxed}>;
using semaphore_takes_in_two_steps = atomic_semaphore<semaphore_faults{.takes_in_two_steps = true}>;
using semaphore_forgets_to_wake = atomic_semaphore<semaphore_faults{.forgets_to_wake = true}>;
using semaphore_wakes_one_for_many = atomic_semaphore<semaphore_faults{.wakes_one_for_many = true}>;
using semaphore_gives_twice = atomic_semaphore<semaphore_faults{.gives_twice = true}>;
using semaphore_goes_below_zero = atomic_semaphore<semaphore_faults{.goes_below_zero = true}>;

using latch_counts_relaxed = atomic_latch<latch_faults{.count = relaxed}>;
using latch_looks_relaxed = atomic_latch<latch_faults{.look = relaxed}>;
using latch_counts_in_two_steps = atomic_latch<latch_faults{.counts_in_two_steps = true}>;
using latch_forgets_to_wake = atomic_latch<latch_faults{.forgets_to_wake = true}>;
using latch_wakes_one = atomic_latch<latch_faults{.wakes_one = true}>;
using latch_opens_one_early = atomic_latch<latch_faults{.opens_one_early = true}>;

using barrier_arrives_relaxed = phase_barrier<barrier_faults{.arrive = relaxed}>;
using barrier_opens_relaxed = phase_barrier<barrier_faults{.open = relaxed}>;
using barrier_looks_relaxed = phase_barrier<barrier_faults{.look = relaxed}>;
using barrier_counts_in_two_steps = phase_barrier<barrier_faults{.counts_in_two_steps = true}>;
using barrier_opens_one_early = phase_barrier<barrier_faults{.opens_one_early = true}>;
using barrier_wakes_one = phase_barrier<barrier_faults{.wakes_one = true}>;
using barrier_opens_before_it_counts_anew = phase_barrier<barrier_faults{.opens_before_it_counts_anew = true}>;
using barrier_waits_for_the_next_phase = phase_barrier<barrier_faults{.waits_for_the_next_phase = true}>;
using barrier_forgets_the_phase = locked_barrier<locked_barrier_faults{.forgets_the_phase = true}>;

using once_looks_relaxed = atomic_once<once_faults{.look = relaxed}>;
using once_finishes_relaxed = atomic_once<once_faults{.finish = relaxed}>;
using once_starts_in_two_steps = atomic_once<once_faults{.starts_in_two_steps = true}>;
using once_late_comers_do_not_wait = atomic_once<once_faults{.late_comers_do_not_wait = true}>;
using once_forgets_to_wake = atomic_once<once_faults{.forgets_to_wake = true}>;
using once_counts_failed_attempts = atomic_once<once_faults{.counts_failed_attempts = true}>;

using counter_adds_in_two_steps = cas_counter<counter_faults{.adds_in_two_steps = true}>;
using counter_without_lock = locked_counter<no_lock>;
using counter_answers_the_count_after = cas_counter<counter_faults{.answers_the_count_after = true}>;

using flag_raises_relaxed = atomic_flag<flag_faults{.raise = relaxed}>;
using flag_looks_relaxed = atomic_flag<flag_faults{.look = relaxed}>;
using flag_wakes_one = atomic_flag<flag_faults{.wakes_one = true}>;
using flag_falls_again = atomic_flag<flag_faults{.falls_again = true}>;
using flag_is_set_from_the_start = atomic_flag<flag_faults{.is_set_from_the_start = true}>;

} // namespace types
