// See fiber.hpp.
#include "engine/runtime/fiber.hpp"

#include "engine/runtime/body.hpp"
#include "engine/runtime/fatal.hpp"

namespace heddle::model::runtime {

namespace context = boost::context::detail;

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

// Whoever arrives after a jump notes where the one who jumped is suspended.
void note_departure(context::transfer_t from) noexcept { static_cast<fiber*>(from.data)->context = from.fctx; }

// Not noexcept: an exception that nobody catches must find no frame that stops it, so that it terminates where it was
// thrown.
void enter(context::transfer_t from) {
    note_departure(from);
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
    armed->context = context::make_fcontext(reinterpret_cast<void*>(stack_top(armed->thread)), stack_size, &enter);
}

void switch_to(fiber* target) noexcept {
    fiber* const from = running;
    running = target;
    if (target->thread_base != from->thread_base)
        write_thread_base(target->thread_base);
    note_departure(context::jump_fcontext(target->context, from));
}

void switch_to_host() noexcept { switch_to(&host); }

const fiber* running_fiber() noexcept { return running; }

std::uintptr_t suspended_at(std::uint32_t thread) noexcept {
    return reinterpret_cast<std::uintptr_t>(fibers[thread].context);
}

} // namespace heddle::model::runtime
