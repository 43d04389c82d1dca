// Queues of waiting threads: what a futex or a condition variable is to the kernel. A queue is a location whose value
// is the set of threads in it, one bit a thread, changed by read-modify-writes only:
//   enqueue  adds the thread (after a compare_wait of the futex word in the same step, if there is a word);
//   wake     takes up to `operand` threads out, `selection` says which; if there is none, it only reads;
//   leave    takes the thread itself out, as when its time is over; if it has been taken out already, it only reads.
//   arrive   adds the thread, or empties the queue if that makes it complete (a barrier).
// A thread that was taken out goes on with an event `woken`, whose source is the write that took it out.
//
// Nothing here synchronises: a program that needs an order between a wake and what the woken thread does has to make it
// with its own atomic operations. What the kernel does promise is that comparing and entering the queue are one step
// for wakes: a wake that misses the thread came before the comparison. So a comparison must not have missed a write
// that happens before a wake which missed the thread: queue_holds().
#pragma once

#include "engine/core/graph.hpp"

namespace heddle::model::core {

[[nodiscard]] constexpr word thread_bit(thread_id id) { return word{1} << id; }
inline constexpr word every_bit = 0xffffffffU; // of a bitset; a waiter without one has all

// The threads in the queue just after `source` that a wake with this bitset can reach.
[[nodiscard]] word reachable(const graph& g, location_id queue, event_id source, word bitset);

// In how many ways can `wanted` of these threads be chosen (at least 1), and which threads are the `selection`-th way.
[[nodiscard]] std::uint32_t selections(word threads, word wanted);
[[nodiscard]] word selected(word threads, word wanted, std::uint32_t selection);

// apply() for any read-modify-write of a location, given the write that it reads from.
[[nodiscard]] rmw_verdict apply_to(const graph& g, location_id where, event_id source, rmw_kind kind,
                                   const rmw_operands& operands, std::uint8_t size, word& result);

// The write that took out `sleeper`, which entered its queue with the write `entry`; no_event if there is none yet.
[[nodiscard]] event_id waker_of(const graph& g, event_id entry, thread_id sleeper);

// If the write that took `sleeper` out of its queue put it into another one: its entry there.
[[nodiscard]] event_id moved_by(const graph& g, event_id write, thread_id sleeper);

// The comparison that led to this entry; no_event if there was none.
[[nodiscard]] event_id comparison_of(const graph& g, event_id entry);

// Has no comparison missed a write that happens before a wake which missed the thread?
[[nodiscard]] bool queue_holds(const graph& g, location_id queue);

} // namespace heddle::model::core
