// See fiber.hpp.
#include "engine/runtime/fiber.hpp"

#include "engine/runtime/body.hpp"
#include "engine/runtime/fatal.hpp"

// Leaves suspended_registers on the current stack, its address in *from, and takes them from the stack at `to`.
extern "C" void heddle_model_switch(std::uintptr_t* from, std::uintptr_t to) noexcept;

asm(R"(
        .pushsection .text
        .globl  heddle_model_switch
        .hidden heddle_model_switch
        .type   heddle_model_switch, @function
heddle_model_switch:
        .cfi_startproc
        pushq   %rbp
        .cfi_adjust_cfa_offset 8
        .cfi_rel_offset %rbp, 0
        pushq   %rbx
        .cfi_adjust_cfa_offset 8
        .cfi_rel_offset %rbx, 0
        pushq   %r12
        .cfi_adjust_cfa_offset 8
        .cfi_rel_offset %r12, 0
        pushq   %r13
        .cfi_adjust_cfa_offset 8
        .cfi_rel_offset %r13, 0
        pushq   %r14
        .cfi_adjust_cfa_offset 8
        .cfi_rel_offset %r14, 0
        pushq   %r15
        .cfi_adjust_cfa_offset 8
        .cfi_rel_offset %r15, 0
        movq    %rsp, (%rdi)
        movq    %rsi, %rsp
        popq    %r15
        .cfi_adjust_cfa_offset -8
        .cfi_restore %r15
        popq    %r14
        .cfi_adjust_cfa_offset -8
        .cfi_restore %r14
        popq    %r13
        .cfi_adjust_cfa_offset -8
        .cfi_restore %r13
        popq    %r12
        .cfi_adjust_cfa_offset -8
        .cfi_restore %r12
        popq    %rbx
        .cfi_adjust_cfa_offset -8
        .cfi_restore %rbx
        popq    %rbp
        .cfi_adjust_cfa_offset -8
        .cfi_restore %rbp
        ret
        .cfi_endproc
        .size   heddle_model_switch, . - heddle_model_switch
        .popsection
)");

namespace heddle::model::runtime {

namespace {

fiber fibers[max_threads];
fiber host;
fiber* running = &host;

void prepare(fiber& fresh, std::uint32_t thread) {
    fresh.thread = thread;
    reserve_region();
    commit(stack_slot_base(thread) + stack_begin_offset, stack_size);
    fresh.block.acquire(thread);
    fresh.thread_base = fresh.block.base();
}

// The first function on a fiber's stack. Not noexcept: an exception that nobody catches must find no frame that stops
// it, so that it terminates where it was thrown.
void enter() {
    core::in_body = true;
    running->entry(running->thread);
    fatal("the entry function of a model thread returned");
}

} // namespace

void adopt_host() {
    fiber& first = fibers[0];
    if (first.thread == no_thread)
        prepare(first, 0);
    first.block.acquire(0);
    first.thread_base = first.block.base();
    host.thread_base = first.thread_base;
    running = &host;
}

fiber* fiber_of(std::uint32_t thread) {
    if (thread >= max_threads)
        fatal("more than 64 threads in one execution");
    fiber& wanted = fibers[thread];
    if (wanted.thread == no_thread)
        prepare(wanted, thread);
    return &wanted;
}

void arm(fiber* armed, void (*entry)(std::uint32_t thread)) noexcept {
    armed->block.restore();
    armed->entry = entry;
    // As if enter() had been called from address 0, where unwinding ends.
    auto* const caller = reinterpret_cast<std::uintptr_t*>(stack_top(armed->thread)) - 1;
    *caller = 0;
    auto* const registers = reinterpret_cast<suspended_registers*>(caller) - 1;
    *registers = {};
    registers->instruction_pointer = reinterpret_cast<std::uintptr_t>(&enter);
    armed->stack_pointer = reinterpret_cast<std::uintptr_t>(registers);
    armed->body_stack = stack_top(armed->thread);
}

void switch_to(fiber* target) noexcept {
    fiber* const from = running;
    from->body_stack = core::body_stack;
    running = target;
    if (target->thread_base != from->thread_base)
        write_thread_base(target->thread_base);
    heddle_model_switch(&from->stack_pointer, target->stack_pointer);
    core::body_stack = from->body_stack;
}

void switch_to_host() noexcept { switch_to(&host); }

const fiber* running_fiber() noexcept { return running; }

const fiber* host_fiber() noexcept { return &host; }

std::uintptr_t body_stack_of(std::uint32_t thread) noexcept { return fibers[thread].body_stack; }

} // namespace heddle::model::runtime
