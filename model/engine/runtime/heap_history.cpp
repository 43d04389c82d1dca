// See heap_history.hpp.
#include "engine/runtime/heap_history.hpp"

#include "engine/core/callbacks.hpp"
#include "engine/runtime/heap_names.hpp"
#include "engine/runtime/world.hpp"

#include <map>

namespace heddle::model::runtime {

bool recording_heap = false;

namespace {

std::map<std::uintptr_t, block_history> histories;

} // namespace

void record_heap(bool wanted) {
    recording_heap = wanted;
    histories.clear();
    forget_heap_names();
}

void note_allocated(std::uintptr_t begin, const void* pc) {
    histories[begin].allocated = {core::view.thread, core::view.epoch, calls_from(pc)};
}

void note_freed(std::uintptr_t begin, const void* pc) {
    histories[begin].freed = {core::view.thread, core::view.epoch, calls_from(pc)};
}

const block_history& history_of(std::uintptr_t begin) {
    static const block_history nothing{};
    const auto found = histories.find(begin);
    return found == histories.end() ? nothing : found->second;
}

std::optional<known_block> block_around(const void* address) {
    const auto value = reinterpret_cast<std::uintptr_t>(address);
    const auto step = [](const heap_step& recorded, std::uint32_t thread, std::uintptr_t pc) {
        if (!recorded.calls.empty())
            return recorded;
        return heap_step{.thread = thread, .epoch = 0, .calls = {reinterpret_cast<const void*>(pc)}};
    };
    if (const foreign_block* const freed = freed_foreign_block(value))
        return known_block{.name = host_object(freed->begin).base,
                           .allocated = {},
                           .freed = step(history_of(freed->begin).freed, freed->freed_by, freed->freed_at)};
    const block* const nearest = in_arenas(value) ? world.blocks.find(value).nearest : nullptr;
    if (nearest == nullptr)
        return std::nullopt;
    const block_history& history = history_of(nearest->begin);
    known_block known{.name = object_in_block(*nearest, 0, 0).base,
                      .allocated = step(history.allocated, nearest->allocated_by, nearest->allocated_at),
                      .freed = std::nullopt};
    if (nearest->freed())
        known.freed = step(history.freed, nearest->freed_by, nearest->freed_at);
    return known;
}

} // namespace heddle::model::runtime
