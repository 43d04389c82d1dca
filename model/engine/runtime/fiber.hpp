// Model threads as fibers of one OS thread, on Boost.Context's fcontext. A thread number has the same stack and the
// same thread-local block in every execution; arming a fiber anew drops whatever it was doing, without unwinding.
//
// All functions belong to the one OS thread that explores, in engine mode (core::in_body false). Control moves between
// the host (the explorer's own stack) and the fibers, in any direction. An entry function starts in the body
// (core::in_body true) and must not return: it ends by a switch and is never resumed again.
#pragma once

#include "engine/runtime/thread_block.hpp"

#include <cstdint>

namespace heddle::model::runtime {

// What a suspended fiber has on top of its stack: the registers that a function must keep, and where it goes on. The
// floating-point control words are not among them: they are the process's.
struct suspended_registers {
    std::uint64_t r15, r14, r13, r12, rbx, rbp;
    std::uintptr_t instruction_pointer;
};

struct fiber {
    std::uintptr_t stack_pointer = 0; // where it is suspended; suspended_registers lie there
    std::uintptr_t body_stack = 0;    // its stack pointer where it left the body for the engine
    std::uintptr_t thread_base = 0;   // FS base while it runs, also its pthread_self()
    void (*entry)(std::uint32_t thread) = nullptr;
    std::uint32_t thread = no_thread; // model thread number, no_thread for the host
    thread_block block;
};

// Adopts the calling thread as the host and as the owner of thread 0's thread-local block. First of all calls, once for
// each exploration.
void adopt_host();

// The fiber of a model thread, made at its first use: a stack, and a parked thread that lends its thread-local block.
[[nodiscard]] fiber* fiber_of(std::uint32_t thread);

// The next switch to `armed` calls entry(thread) on a fresh stack. No system calls.
void arm(fiber* armed, void (*entry)(std::uint32_t thread)) noexcept;

// Leaves the running fiber (or the host) and continues `target`. Returns when somebody switches back.
void switch_to(fiber* target) noexcept;
void switch_to_host() noexcept;

// The fiber that runs, or the host's; the host's, running or not.
[[nodiscard]] const fiber* running_fiber() noexcept;
[[nodiscard]] const fiber* host_fiber() noexcept;

// Is `address` on the stack of `thread`?
[[nodiscard]] inline bool on_stack_of(std::uint32_t thread, const void* address) noexcept {
    const auto value = reinterpret_cast<std::uintptr_t>(address);
    return on_stack_proper(value) && stack_slot_of(value) == thread;
}

// The stack pointer with which suspended `thread` left the body; of one that has not run yet, the top of its stack.
[[nodiscard]] std::uintptr_t body_stack_of(std::uint32_t thread) noexcept;

// Stacks start at different offsets in their pages, or all threads' frames would compete for the same cache sets.
inline constexpr std::uintptr_t stack_stagger = 9 * 64;

// One past the highest address of the stack of `thread`.
[[nodiscard]] constexpr std::uintptr_t stack_top(unsigned thread) noexcept {
    return stack_slot_base(thread) + stack_end_offset - thread * stack_stagger;
}

} // namespace heddle::model::runtime
