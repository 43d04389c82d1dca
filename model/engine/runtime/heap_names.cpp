// See heap_names.hpp.
#include "engine/runtime/heap_names.hpp"

#include "engine/runtime/allocated_type.hpp"
#include "engine/runtime/arena.hpp"
#include "engine/runtime/heap_history.hpp"
#include "engine/runtime/type_path.hpp"
#include "engine/runtime/world.hpp"

#include <map>

namespace heddle::model::runtime {

namespace {

struct named_block {
    std::string name;
    std::optional<allocated_type> content;
};

std::map<std::uintptr_t, named_block> named;  // by address
std::map<std::string, unsigned> used_numbers; // by name of the type

std::string offset_text(std::uintptr_t offset) { return offset == 0 ? "" : " + " + std::to_string(offset); }

const named_block& name_of_block(const block& holder) {
    const auto [entry, fresh] = named.try_emplace(holder.begin);
    if (fresh) {
        const heap_step& allocated = history_of(holder.begin).allocated;
        entry->second.content = find_allocated_type(allocated.calls, holder.size);
        const std::string kind = entry->second.content ? entry->second.content->name : "heap";
        entry->second.name = kind + "#" + std::to_string(++used_numbers[kind]);
    }
    return entry->second;
}

} // namespace

object object_in_block(const block& holder, std::uintptr_t offset, std::size_t access_size) {
    const named_block& known = name_of_block(holder);
    object found{.base = known.name, .path = {}, .offset = offset, .type = {}};
    if (!known.content || offset >= holder.size) {
        found.path = offset_text(offset);
        return found;
    }
    const std::size_t stride = known.content->stride;
    const type_path path = path_into(known.content->type, offset % stride, access_size);
    if (holder.size != stride)
        found.path = "[" + std::to_string(offset / stride) + "]";
    found.path += path.text;
    found.type = path.type;
    return found;
}

object host_object(std::uintptr_t address) {
    const foreign_block* const freed = freed_foreign_block(address);
    const std::uintptr_t begin = freed == nullptr ? address : freed->begin;
    const auto [entry, fresh] = named.try_emplace(begin);
    if (fresh)
        entry->second.name = "host#" + std::to_string(++used_numbers["host"]);
    return {.base = entry->second.name, .path = offset_text(address - begin), .offset = address - begin, .type = {}};
}

void forget_heap_names() {
    named.clear();
    used_numbers.clear();
}

} // namespace heddle::model::runtime
