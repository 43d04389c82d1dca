// See world.hpp.
#include "engine/runtime/world.hpp"

#include "engine/core/callbacks.hpp"
#include "engine/runtime/fiber.hpp"
#include "engine/runtime/probe.hpp"

#include <algorithm>

namespace heddle::model::runtime {

execution_world world;

namespace {

constexpr granule forbidden{.valid = 0, .owner = cell::shared, .unsaved = 0};

granule heap_granule(std::uintptr_t begin) noexcept {
    const location_in_heap found = world.blocks.find(begin);
    if (found.where != place::allocated)
        return forbidden;
    const std::size_t inside = std::min<std::size_t>(8, found.nearest->end() - begin);
    return {.valid = static_cast<std::uint8_t>(bytes(0, inside)), .owner = cell::shared, .unsaved = 0};
}

granule stack_granule(std::uintptr_t begin) noexcept {
    const unsigned slot = stack_slot_of(begin);
    if (in_guard(begin) || slot == emergency_slot)
        return forbidden;
    // The stack needs no saving; the thread-local block, which lies in the same slot, does.
    const std::uint8_t unsaved = on_stack_proper(begin) ? 0 : 0xff;
    return {.valid = 0xff, .owner = static_cast<std::uint8_t>(slot), .unsaved = unsaved};
}

} // namespace

const foreign_block* freed_foreign_block(std::uintptr_t address) noexcept {
    for (const foreign_block& freed : world.foreign_frees)
        if (address - freed.begin < freed.size)
            return &freed;
    return nullptr;
}

granule memory_map::first_touch(std::uintptr_t begin, std::uintptr_t pc) {
    if (in_arenas(begin))
        return heap_granule(begin);
    if (in_stacks(begin))
        return stack_granule(begin);
    if (begin < null_pages_end)
        return forbidden;
    probe(begin, pc);
    return {.valid = 0xff, .owner = cell::shared, .unsaved = 0xff};
}

bool memory_map::may_visit(std::uint32_t owner, std::uintptr_t address) {
    if (world.has_ended(owner))
        return false;
    // Below its owner's stack pointer there are no living objects: the function that had them has returned, or they are
    // the engine's.
    return !on_stack_proper(address) || address >= body_stack_of(owner);
}

void memory_map::save(std::uintptr_t begin, byte_mask mask) { world.undo.save(begin, mask); }

void memory_map::meets_atomic(std::uintptr_t address, std::size_t size, bool write, std::uintptr_t pc) {
    core::plain_meets_atomic(reinterpret_cast<const void*>(address), size, write, reinterpret_cast<const void*>(pc));
}

void memory_map::overwrites_atomic(std::uintptr_t address, std::size_t size) {
    core::location_ended(reinterpret_cast<const void*>(address), size);
}

} // namespace heddle::model::runtime
