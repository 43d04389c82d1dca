// See arena.hpp.
#include "engine/runtime/arena.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace heddle::model::runtime {

namespace {

constexpr std::uintptr_t round_up(std::uintptr_t value, std::size_t alignment) noexcept {
    return (value + alignment - 1) & ~(alignment - 1);
}

constexpr std::uintptr_t first_address(unsigned thread) noexcept {
    // Staggered, or the first blocks of all threads would compete for the same cache sets.
    constexpr std::uintptr_t stagger = 11 * 64;
    return arenas_base + thread * arena_size + thread * stagger + arena::redzone;
}

} // namespace

void arena::open(unsigned thread) {
    reserve_region();
    commit(arenas_base + thread * arena_size, arena_size);
    limit_ = arenas_base + (thread + 1) * arena_size;
    next_ = first_address(thread);
}

std::uintptr_t arena::allocate(unsigned thread, std::size_t size, std::size_t alignment, allocation_kind kind,
                               std::uintptr_t pc) {
    if (limit_ == 0)
        open(thread);
    const std::uintptr_t begin = round_up(next_, std::max(alignment, redzone));
    if (begin > limit_ || size > arena_size || limit_ - begin < size + 2 * redzone)
        return 0;
    next_ = round_up(begin + size, redzone) + redzone;
    blocks_.push_back({.begin = begin,
                       .size = size,
                       .allocated_at = pc,
                       .freed_at = 0,
                       .allocated_by = static_cast<std::uint8_t>(thread),
                       .freed_by = 0,
                       .kind = kind});
    std::memset(reinterpret_cast<void*>(begin), fill_byte, std::min(size, fill_limit));
    return begin;
}

const block* arena::last_at_or_before(std::uintptr_t address) const noexcept {
    const std::size_t count = blocks_.size();
    if (recent_ < count && blocks_[recent_].begin <= address &&
        (recent_ + 1 == count || address < blocks_[recent_ + 1].begin))
        return &blocks_[recent_];
    const auto after = std::upper_bound(blocks_.begin(), blocks_.end(), address,
                                        [](std::uintptr_t value, const block& each) { return value < each.begin; });
    if (after == blocks_.begin())
        return nullptr;
    recent_ = static_cast<std::size_t>(after - blocks_.begin()) - 1;
    return &blocks_[recent_];
}

location_in_heap arena::find(std::uintptr_t address) const noexcept {
    const block* const nearest = last_at_or_before(address);
    if (nearest == nullptr)
        return {place::redzone, nullptr};
    if (address < nearest->end())
        return {nearest->freed() ? place::freed : place::allocated, nearest};
    return {address < next_ ? place::redzone : place::outside, nearest};
}

block* arena::at(std::uintptr_t address) noexcept {
    const block* const found = last_at_or_before(address);
    if (found == nullptr || found->begin != address)
        return nullptr;
    return &blocks_[static_cast<std::size_t>(found - blocks_.data())];
}

void arena::reset(unsigned thread) noexcept {
    blocks_.clear();
    recent_ = 0;
    next_ = first_address(thread);
}

std::size_t arena::picture_size(unsigned thread) const noexcept {
    return 2 * sizeof(std::uint64_t) + blocks_.size() * sizeof(block) + (next_ - first_address(thread));
}

void arena::draw(unsigned thread, pen& to) const {
    to.put(next_);
    to.put(blocks_.size());
    to.put_words(blocks_.data(), blocks_.size() * sizeof(block));
    to.put_words(reinterpret_cast<const void*>(first_address(thread)), next_ - first_address(thread));
}

void arena::restore(unsigned thread, picture_reader& from) {
    recent_ = 0;
    from.get(next_);
    blocks_.resize(from.get<std::size_t>());
    from.get_words(blocks_.data(), blocks_.size() * sizeof(block));
    from.get_words(reinterpret_cast<void*>(first_address(thread)), next_ - first_address(thread));
}

void heap::release(block& freed, unsigned thread, std::uintptr_t pc) noexcept {
    freed.freed_at = pc;
    freed.freed_by = static_cast<std::uint8_t>(thread);
    --live_;
}

void heap::reset() noexcept {
    for_each_thread(used_, [this](unsigned thread) { arenas_[thread].reset(thread); });
    used_ = 0;
    live_ = 0;
}

std::size_t heap::picture_size() const noexcept {
    std::size_t size = sizeof used_ + sizeof live_;
    for_each_thread(used_, [&](unsigned thread) { size += arenas_[thread].picture_size(thread); });
    return size;
}

void heap::draw(pen& to) const {
    to.put(used_);
    to.put(live_);
    for_each_thread(used_, [&](unsigned thread) { arenas_[thread].draw(thread, to); });
}

void heap::restore(picture_reader& from) {
    const std::uint64_t used_since = used_;
    from.get(used_);
    from.get(live_);
    for_each_thread(used_since & ~used_, [this](unsigned thread) { arenas_[thread].reset(thread); });
    for_each_thread(used_, [&](unsigned thread) { arenas_[thread].restore(thread, from); });
}

} // namespace heddle::model::runtime
