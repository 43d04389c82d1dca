// Spin loops without annotation. A thread that comes to an atomic read in the same state as before (callee-saved
// registers, stack from the reader up), and has had no effect since, has made a turn in vain: what it can do from here
// it could do from there. So such an execution shows nothing that the one without the turn does not show, and the
// thread goes no further in it; the executions in which it reads something else are found by revisiting its reads.
//
// States are compared only at sites to which some thread came back without an effect; the first time that happens the
// exploration begins anew, so that all of it is explored alike.
#pragma once

#include "engine/runtime/dead_slots.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace heddle::model::core {

// The registers with which the code under test called the hook of an atomic operation; saved by the hook's first
// instructions.
struct caller_registers {
    std::uintptr_t rbx, rbp, r12, r13, r14, r15;
    std::uintptr_t rsp; // of the return address
};

// An atomic operation that is about to read, by the state of its thread.
struct spin_visit {
    std::uint32_t site = 0;
    std::uint32_t next = 0; // the index of the thread's next event
    std::uint64_t effects = 0;
    std::uint64_t state[2] = {0, 0};

    [[nodiscard]] bool same_state(const spin_visit& other) const {
        return site == other.site && state[0] == other.state[0] && state[1] == other.state[1];
    }
};

// Names the calls that led to the hook, up to `top` of the stack, as far as frame pointers lead; 0 if the hook has no
// entry that saves registers.
[[nodiscard]] std::uint32_t site_of(const caller_registers& caller, const void* pc, std::uintptr_t top);

// Where the stack begins that belongs to the code under test, the standard library's atomic types left out.
[[nodiscard]] std::uintptr_t stack_of_caller(const caller_registers& caller, const void* pc);

// A digest of the registers and of the stack from `stack` up to `top`, without the atomic objects there and without the
// bytes that the code behind the call overwrites before it reads them.
void digest(const caller_registers& caller, const void* pc, std::uintptr_t stack, std::uintptr_t top,
            const std::vector<runtime::stack_bytes>& atomics, std::uint64_t (&state)[2]);

} // namespace heddle::model::core

// Written by the hooks' entries.
extern "C" heddle::model::core::caller_registers heddle_model_caller;
