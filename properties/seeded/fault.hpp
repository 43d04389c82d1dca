// Which mistake the objects of this folder are made with: each type is sound unless a fault is planted.
#pragma once

#include <mutex>

namespace seeded {

enum class fault {
    none,
    // Queues and stacks, sequential ones first.
    takes_from_the_wrong_end,
    drops_the_oldest,
    looks_and_takes_apart, // in two critical sections
    adds_without_the_lock,
    gives_up_when_busy,
    refuses_when_busy,
    keeps_what_it_lost, // a failed compare-and-swap counts as a success
    // Channels.
    close_forgets_what_is_left,
    accepts_after_close,
    wakes_before_it_adds,
    close_wakes_nobody,
    sends_twice_when_busy,
    // Maps.
    copies_and_overwrites,
    remembers_the_last_answer,
    looks_and_changes_apart,
    forgets_to_compare,
    // Counters.
    loads_and_stores,
    answers_by_another_look,
    wraps_at_four,
    // Locks.
    looks_and_locks_apart,
    unlocks_too_early,
    reads_without_the_lock,
};

/// What the next objects are made with. Set between examinations only.
inline fault planted = fault::none;

/// A mutex that can be tried and taken in two halves of an operation.
using guard = std::unique_lock<std::mutex>;

} // namespace seeded
