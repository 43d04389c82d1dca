// See state_table.hpp. Open addressing.
#include "engine/core/state_table.hpp"

#include <algorithm>

namespace heddle::model::core {

void state_table::clear(std::size_t length) {
    length_ = length;
    numbers_.clear();
    costs_.clear();
    std::fill(slots_.begin(), slots_.end(), nothing_new);
}

std::size_t state_table::slot_of(const std::uint32_t* state) const {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < length_; ++i) {
        hash = (hash ^ state[i]) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 32U;
    }
    std::size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot] != nothing_new && !std::equal(state, state + length_, at(slots_[slot])))
        slot = (slot + 1) & (slots_.size() - 1);
    return slot;
}

void state_table::grow() {
    slots_.assign(2 * slots_.size(), nothing_new);
    for (std::uint32_t number = 0; number < costs_.size(); ++number)
        slots_[slot_of(at(number))] = number;
}

std::uint32_t state_table::meet(const std::vector<std::uint32_t>& state, std::uint32_t cost) {
    const std::uint32_t known = slots_[slot_of(state.data())];
    if (known != nothing_new) {
        if (costs_[known] <= cost)
            return nothing_new;
        costs_[known] = cost;
        return known;
    }
    const auto fresh = static_cast<std::uint32_t>(costs_.size());
    numbers_.insert(numbers_.end(), state.begin(), state.end());
    costs_.push_back(cost);
    slots_[slot_of(state.data())] = fresh;
    if (2 * costs_.size() > slots_.size())
        grow();
    return fresh;
}

} // namespace heddle::model::core
