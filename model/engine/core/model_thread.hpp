// A model thread in a run: what it does, and what it waits for.
#pragma once

#include "engine/core/explorer.hpp"
#include "engine/core/spinning.hpp"
#include "engine/runtime/calls.hpp"
#include "engine/runtime/fiber.hpp"

#include <type_traits>
#include <vector>

namespace heddle::model::core {

using runtime::call_chain;
using runtime::calls_from;
using runtime::user_place;

enum class wait_kind : std::uint8_t {
    absent,    // not created in this run
    ready,     // can go on
    source,    // replaying a read: until `target`, a write, has been replayed
    joined,    // replaying a join: until thread `target` has ended
    turn,      // wants to add an event: until all of the graph has been replayed
    turn_join, // the same, and thread `target` has to end first
    turn_lock, // the same, and location `target` has to be free
    asleep,    // in a queue, which it entered with the write `target`, until a wake takes it out
    released,  // its event `target` is in the graph and waits for another value
    spinning,  // made a turn of a loop in vain, and would again
    never,     // gave up: an assumption does not hold
    exiting,   // called exit(): until no other thread can go on
    ended,
};

// What a run knows of a thread, apart from its stack.
struct thread_state {
    wait_kind wait = wait_kind::absent;
    bool arrived = false; // at an event that waits, which has been counted as executed
    bool detached = false;
    bool woken_spuriously = false;
    bool joined = false;
    std::uint32_t target = 0;
    std::uint32_t next = 0;           // index of the next event
    std::uint32_t looks = 0;          // how often it looked at the clock without doing anything but reading
    std::uint32_t last_look = 0;      // `next` when it last did
    std::uint32_t scripted = 0;       // how many events of this thread the graph had at the beginning of the run
    const event_id* script = nullptr; // and which
    std::uint32_t quiet_from = 0;     // from this one on they have no effect
    std::uint64_t effects = 0;        // effects on plain memory, while it does not run; see thread_view
    std::uint32_t site = 0;           // of the read that it is to add next
    std::uint32_t spun_from = 0;      // spinning: the first event of the turn,
    std::uintptr_t spun_at = 0;       // and what it is about to read
    runtime::fiber* fiber = nullptr;
    void* (*routine)(void*) = nullptr;
    int (*c11_routine)(void*) = nullptr; // instead of routine
    void* argument = nullptr;
    void* result = nullptr;
    const void* wait_pc = nullptr;
    rmw_kind wanted_kind = rmw_kind::none; // turn_lock: what it wants to do
    access wanted;
    rmw_operands wanted_operands;
};

struct model_thread : thread_state {
    std::vector<spin_visit> visits; // since its last effect
    call_chain calls;               // while it waits: those that led to wait_pc, if the run follows a token
};

static_assert(std::is_trivially_copyable_v<thread_state>);

} // namespace heddle::model::core
