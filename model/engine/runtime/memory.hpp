// What the hooks call for every access of the code under test, before it happens. Each function judges the access
// (data race, freed or foreign memory), remembers it, and sees to it that what is written can be undone. When something
// is wrong they end the execution through core::fail*, so they return only when all is well.
//
// Engine mode, on the fiber of the thread that accesses; core::view says who that is. `pc` is a return address.
#pragma once

#include "engine/core/callbacks.hpp"
#include "engine/runtime/world.hpp"

#include <cstddef>
#include <cstdint>

namespace heddle::model::runtime {

// Ends the execution with the failure that world.memory.problem() describes.
[[noreturn]] void access_failed();

template <access_kind Kind>
inline void note_access(const void* address, std::size_t size, const void* pc) {
    if (size == 0)
        return;
    if (!world.memory.access<Kind>(reinterpret_cast<std::uintptr_t>(address), size, core::view,
                                   reinterpret_cast<std::uintptr_t>(pc))) [[unlikely]]
        access_failed();
}

inline void plain_read(const void* address, std::size_t size, const void* pc) {
    note_access<access_kind::plain_read>(address, size, pc);
}

inline void plain_write(void* address, std::size_t size, const void* pc) {
    const auto begin = reinterpret_cast<std::uintptr_t>(address);
    if (!on_stack_proper(begin) || stack_slot_of(begin) != core::view.thread)
        ++core::view.effects;
    note_access<access_kind::plain_write>(address, size, pc);
}

// A mutex or condition variable ends.
inline void destruction(void* address, std::size_t size, const void* pc) {
    world.judging = judged_write::destruction;
    plain_write(address, size, pc);
    world.judging = judged_write::own;
}

inline void atomic_read(const void* address, std::size_t size, const void* pc) {
    note_access<access_kind::atomic_read>(address, size, pc);
}

inline void atomic_write(void* address, std::size_t size, const void* pc) {
    note_access<access_kind::atomic_write>(address, size, pc);
}

// An atomic object begins: what was done plainly to its bytes so far. Nothing is judged but whether it may be there,
// nothing is remembered but that it is: from now on the core, which knows all atomic accesses, is asked through
// core::plain_meets_atomic() whenever a plain access touches it.
[[nodiscard]] plain_history begin_atomic(void* address, std::size_t size, const void* pc);

} // namespace heddle::model::runtime
