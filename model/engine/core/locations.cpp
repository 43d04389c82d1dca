// See locations.hpp.
#include "engine/core/locations.hpp"

#include "engine/runtime/region.hpp"

namespace heddle::model::core {

location_id& locations::bucket(std::size_t line) {
    return buckets_[(line * 0x9E3779B97F4A7C15U >> 20U) & (buckets_.size() - 1)];
}

location_id locations::find(std::uintptr_t address, std::uint8_t size) {
    std::uint32_t generation = 0;
    for (location_id id = bucket(line_of(address)); id != no_location; id = infos_[id].next) {
        const location_info& info = infos_[id];
        if (info.address != address || info.size != size)
            continue;
        if (info.run != run_ || !info.ended)
            return id;
        generation = info.generation + 1;
    }
    return add(address, size, generation);
}

location_id locations::add(std::uintptr_t address, std::uint8_t size, std::uint32_t generation) {
    if (infos_.size() * 2 > buckets_.size())
        rehash();
    const auto id = static_cast<location_id>(infos_.size());
    location_info& info = infos_.emplace_back();
    info.address = address;
    info.size = size;
    info.generation = generation;
    location_id* end = &bucket(line_of(address));
    while (*end != no_location) // older generations come first
        end = &infos_[*end].next;
    *end = id;
    return id;
}

void locations::rehash() {
    buckets_.assign(buckets_.size() * 4, no_location);
    for (location_id id = 0; id < infos_.size(); ++id) {
        location_id* end = &bucket(line_of(infos_[id].address));
        while (*end != no_location)
            end = &infos_[*end].next;
        *end = id;
        infos_[id].next = no_location;
    }
}

location_id locations::use(location_id id) {
    infos_[id].run = run_;
    infos_[id].newest = initial_write;
    infos_[id].ended = false;
    infos_[id].owner = no_event;
    infos_[id].watched = true;
    const location_info& used = infos_[id];
    if (used.size == queue_size)
        return no_location;
    for (location_id other = bucket(line_of(used.address)); other != no_location; other = infos_[other].next) {
        location_info& info = infos_[other];
        const bool apart = info.address + info.size <= used.address || used.address + used.size <= info.address;
        if (other == id || info.run != run_ || info.ended || apart || info.size == 0 || used.size == 0 ||
            info.size == queue_size)
            continue;
        if (info.address != used.address || info.size != used.size)
            return other;
        info.ended = true;
    }
    return no_location;
}

void locations::save(std::vector<saved_location>& to) const {
    to.resize(infos_.size());
    std::size_t count = 0;
    for (location_id id = 0; id < infos_.size(); ++id)
        if (const location_info& info = infos_[id]; info.run == run_) {
            saved_location& saved = to[count++];
            saved.state = info;
            saved.content = load_word(info.address, info.size);
            saved.id = id;
        }
    to.resize(count);
}

void locations::restore(const std::vector<saved_location>& from) {
    ++run_;
    for (const saved_location& each : from) {
        location_info& info = infos_[each.id];
        static_cast<location_state&>(info) = each.state;
        info.run = run_;
        if (!info.ended && !runtime::in_arenas(info.address) && !runtime::on_stack_proper(info.address))
            store_word(info.address, info.size, each.content);
    }
}

void locations::end(std::uintptr_t address, std::size_t size) {
    for_each_overlapping(address, size, [this](location_id id) { infos_[id].ended = true; });
}

} // namespace heddle::model::core
