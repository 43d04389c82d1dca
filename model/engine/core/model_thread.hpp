// A model thread in a run: what it does, and what it waits for.
#pragma once

#include "engine/core/explorer.hpp"
#include "engine/runtime/calls.hpp"
#include "engine/runtime/fiber.hpp"

#include <type_traits>

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
    released,  // its event `target` is in the graph and waits for another value
    never,     // gave up: an assumption does not hold
    exiting,   // called exit(): until no other thread can go on
    ended,
};

// What a run knows of a thread, apart from its stack.
struct thread_state {
    wait_kind wait = wait_kind::absent;
    bool arrived = false; // at an event that waits, which has been counted as executed
    bool detached = false;
    bool joined = false;
    std::uint32_t target = 0;
    std::uint32_t next = 0;           // index of the next event
    std::uint32_t scripted = 0;       // how many events of this thread the graph had at the beginning of the run
    const event_id* script = nullptr; // and which
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
    call_chain calls; // while it waits: those that led to wait_pc, if the run follows a token
};

static_assert(std::is_trivially_copyable_v<thread_state>);

} // namespace heddle::model::core
