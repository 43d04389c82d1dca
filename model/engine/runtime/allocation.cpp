// See allocation.hpp.
#include "engine/runtime/allocation.hpp"

#include "engine/runtime/body.hpp"
#include "engine/runtime/heap_history.hpp"
#include "engine/runtime/memory.hpp"
#include "engine/runtime/modules.hpp"
#include "engine/runtime/probe.hpp"
#include "engine/runtime/symbols.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <malloc.h>
#include <string>

namespace heddle::model::runtime {

namespace {

std::uintptr_t number(const void* pointer) noexcept { return reinterpret_cast<std::uintptr_t>(pointer); }

const char* releasing_call(allocation_kind kind) noexcept {
    constexpr const char* names[] = {"free", "delete", "delete[]"};
    return names[static_cast<unsigned>(kind)];
}

const char* allocating_call(allocation_kind kind) noexcept {
    constexpr const char* names[] = {"malloc", "new", "new[]"};
    return names[static_cast<unsigned>(kind)];
}

[[noreturn]] void invalid_free(const void* pointer, allocation_kind kind, const void* pc) {
    const std::uintptr_t address = number(pointer);
    std::string what = name_of(pointer);
    if (in_arenas(address))
        what += " (not the beginning of a block)";
    core::fail(failure_kind::invalid_access,
               std::string(releasing_call(kind)) + " of something that was not allocated: " + what, pc);
}

[[noreturn]] void freed_twice(const void* pointer, allocation_kind kind, const void* pc) {
    const known_block known = block_around(pointer).value();
    core::fail(failure_kind::double_free,
               std::string(releasing_call(kind)) + " of " + known.name + ", which thread " +
                   std::to_string(known.freed->thread) + " had freed at " + user_place(known.freed->calls),
               pc, known.freed->calls.front(), pointer);
}

void check_kind(const block& one, allocation_kind kind, const void* pc) {
    if (one.kind != kind)
        core::fail(failure_kind::invalid_access,
                   std::string(releasing_call(kind)) + " of a block that came from " + allocating_call(one.kind), pc,
                   reinterpret_cast<const void*>(one.allocated_at));
}

void note_release(std::uintptr_t begin, std::size_t size, const void* pc, bool eagerly) {
    world.judging = judged_write::free;
    if (!world.memory.release(begin, size, core::view, number(pc), eagerly))
        access_failed();
    world.judging = judged_write::own;
}

// The host's block stays allocated in truth: the next execution begins with it.
void free_foreign(void* pointer, allocation_kind kind, const void* pc) {
    const std::uintptr_t begin = number(pointer);
    if (in_stacks(begin) || begin < null_pages_end || module_begin(begin) != 0)
        invalid_free(pointer, kind, pc);
    if (freed_foreign_block(begin) != nullptr)
        freed_twice(pointer, kind, pc);
    const std::size_t size = malloc_usable_size(pointer);
    note_release(begin, size, pc, true);
    world.foreign_frees.push_back(
        {.begin = begin, .size = size, .freed_at = number(pc), .freed_by = core::view.thread});
    if (recording_heap) [[unlikely]]
        note_freed(begin, pc);
}

} // namespace

void* body_allocate(std::size_t size, std::size_t alignment, allocation_kind kind, const void* pc) {
    const host_scope host;
    ++core::view.effects;
    if (size > PTRDIFF_MAX || alignment > PTRDIFF_MAX)
        return nullptr;
    const std::uintptr_t begin = world.blocks.allocate(core::view.thread, size, alignment, kind, number(pc));
    if (begin == 0)
        core::unsupported("allocating more than 1 GiB in one thread of one execution", pc);
    if (recording_heap) [[unlikely]]
        note_allocated(begin, pc);
    return reinterpret_cast<void*>(begin);
}

void body_free(void* pointer, allocation_kind kind, const void* pc) {
    if (pointer == nullptr)
        return;
    const host_scope host;
    ++core::view.effects;
    if (!is_arena_pointer(pointer)) {
        free_foreign(pointer, kind, pc);
        return;
    }
    block* const found = world.blocks.at(number(pointer));
    if (found == nullptr)
        invalid_free(pointer, kind, pc);
    if (found->freed())
        freed_twice(pointer, kind, pc);
    check_kind(*found, kind, pc);
    note_release(found->begin, found->size, pc, false);
    world.blocks.release(*found, core::view.thread, number(pc));
    if (recording_heap) [[unlikely]]
        note_freed(found->begin, pc);
}

void* body_reallocate(void* pointer, std::size_t size, const void* pc) {
    void* const fresh = body_allocate(size, arena::redzone, allocation_kind::malloc, pc);
    if (pointer == nullptr || fresh == nullptr)
        return fresh;
    const host_scope host;
    std::size_t old_size = 0;
    if (!is_arena_pointer(pointer))
        old_size = malloc_usable_size(pointer);
    else if (const block* const found = world.blocks.at(number(pointer)); found != nullptr && !found->freed())
        old_size = found->size;
    const std::size_t kept = std::min(old_size, size);
    if (kept != 0) {
        plain_read(pointer, kept, pc);
        plain_write(fresh, kept, pc);
        std::memcpy(fresh, pointer, kept);
    }
    body_free(pointer, allocation_kind::malloc, pc);
    return fresh;
}

std::size_t arena_block_size(const void* pointer) noexcept {
    const block* const found = world.blocks.at(number(pointer));
    return found == nullptr ? 0 : found->size;
}

bool is_arena_pointer(const void* pointer) noexcept { return in_arenas(number(pointer)); }

} // namespace heddle::model::runtime
