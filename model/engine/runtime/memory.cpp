// Turning the race detector's findings into failures with words.
#include "engine/runtime/memory.hpp"

#include "engine/runtime/body.hpp"

#include "engine/runtime/fiber.hpp"
#include "engine/runtime/heap_history.hpp"
#include "engine/runtime/probe.hpp"
#include "engine/runtime/symbols.hpp"

#include <string>

namespace heddle::model::runtime {

namespace {

const void* pointer(std::uintptr_t value) noexcept { return reinterpret_cast<const void*>(value); }

core::race_side side_of(const access_side& side) noexcept {
    return {.thread = side.thread,
            .pc = pointer(side.pc),
            .size = side.size,
            .write = writes(side.kind),
            .atomic = !plain(side.kind),
            .epoch = side.epoch};
}

std::string count_of_bytes(std::size_t count) { return std::to_string(count) + (count == 1 ? " byte" : " bytes"); }

std::string what_was_done(const access_side& side) {
    const std::string access = !plain(side.kind) ? "atomic access to " : writes(side.kind) ? "write of " : "read of ";
    return access + count_of_bytes(side.size);
}

std::string by_whom(const heap_step& step) {
    return "thread " + std::to_string(step.thread) + " at " + user_place(step.calls);
}

[[noreturn]] void heap_access_failed(const access_side& side, const std::string& did) {
    const location_in_heap found = world.blocks.find(side.address);
    const block* const nearest = found.nearest;
    if (nearest == nullptr)
        core::fail(failure_kind::invalid_access, did + " before the first block of the heap", pointer(side.pc));
    const known_block known = block_around(pointer(side.address)).value();
    const std::string origin = " (allocated by " + by_whom(known.allocated) + ")";
    if (found.where == place::freed)
        core::fail(failure_kind::use_after_free,
                   did + " of " + name_of(pointer(side.address), side.size) + ", freed by " + by_whom(*known.freed) +
                       origin,
                   pointer(side.pc), pointer(nearest->freed_at), pointer(side.address));
    const std::uintptr_t distance = side.address < nearest->end() ? 0 : side.address - nearest->end();
    const std::string where = distance == 0 ? " just" : " " + count_of_bytes(distance);
    core::fail(failure_kind::invalid_access,
               did + where + " past the end of " + known.name + ", which has " + count_of_bytes(nearest->size) + origin,
               pointer(side.pc), pointer(nearest->allocated_at), pointer(side.address));
}

[[noreturn]] void stack_access_failed(const access_side& side, const std::string& did) {
    const unsigned owner = stack_slot_of(side.address);
    const std::string whose = "thread " + std::to_string(owner);
    if (world.has_ended(owner))
        core::fail(failure_kind::invalid_access, did + " on the stack of " + whose + ", which has ended",
                   pointer(side.pc));
    core::fail(failure_kind::invalid_access, did + " on the stack of " + whose + ", in a function that has returned",
               pointer(side.pc));
}

[[noreturn]] void forbidden_access_failed(const access_side& side) {
    const std::string did = what_was_done(side);
    if (in_arenas(side.address))
        heap_access_failed(side, did);
    if (in_stacks(side.address))
        stack_access_failed(side, did);
    if (freed_foreign_block(side.address) != nullptr) {
        const known_block known = block_around(pointer(side.address)).value();
        core::fail(failure_kind::use_after_free,
                   did + " of " + name_of(pointer(side.address), side.size) + ", freed by " + by_whom(*known.freed),
                   pointer(side.pc), known.freed->calls.front(), pointer(side.address));
    }
    if (side.address < null_pages_end)
        core::fail(failure_kind::invalid_access, did + " through a null pointer", pointer(side.pc));
    core::fail(failure_kind::invalid_access, did + " at an address that is nobody's", pointer(side.pc));
}

} // namespace

void access_failed() {
    const host_scope host;
    const access_problem problem = world.memory.problem();
    if (problem.fault == access_fault::race)
        core::fail_race(side_of(problem.earlier), side_of(problem.later), pointer(problem.later.address));
    forbidden_access_failed(problem.later);
}

plain_history begin_atomic(void* address, std::size_t size, const void* pc) {
    plain_history before;
    if (!world.memory.begin_atomic(reinterpret_cast<std::uintptr_t>(address), size, core::view,
                                   reinterpret_cast<std::uintptr_t>(pc), before))
        access_failed();
    return before;
}

} // namespace heddle::model::runtime
