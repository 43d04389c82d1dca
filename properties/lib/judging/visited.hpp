// The configurations that a search has been in without success (Lowe 2017 keeps these, too): sets of operations taken,
// each with the states it has been seen in. Compared in full, never by hash alone. The set comes first, so that a state
// is only hashed when the search has been at the same set before.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include <heddle/properties/judging/judge.hpp>

namespace heddle::properties::judging {

/// Numbers for distinct rows of `width` words.
class row_numbers {
public:
    explicit row_numbers(std::size_t width) : width_(width), slots_(256, none) {}

    std::uint32_t find(const std::uint64_t* row) const { return slots_[slot_of(row)]; }

    std::uint32_t keep(const std::uint64_t* row) {
        std::size_t slot = slot_of(row);
        if (slots_[slot] != none)
            return slots_[slot];
        if (count_ * 2 >= slots_.size()) {
            grow();
            slot = slot_of(row);
        }
        rows_.insert(rows_.end(), row, row + width_);
        return slots_[slot] = count_++;
    }

    std::size_t memory() const {
        return rows_.capacity() * sizeof(std::uint64_t) + slots_.size() * sizeof(std::uint32_t);
    }

private:
    std::size_t slot_of(const std::uint64_t* row) const {
        std::uint64_t hash = 0;
        for (std::size_t i = 0; i < width_; ++i) {
            hash = (hash ^ row[i]) * 0x9e3779b97f4a7c15u;
            hash ^= hash >> 29;
        }
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = hash >> 16 & mask;
        while (slots_[at] != none && !std::equal(row, row + width_, rows_.data() + slots_[at] * width_))
            at = (at + 1) & mask;
        return at;
    }

    void grow() {
        slots_.assign(slots_.size() * 2, none);
        for (std::uint32_t number = 0; number < count_; ++number)
            slots_[slot_of(rows_.data() + number * width_)] = number;
    }

    std::size_t width_;
    std::vector<std::uint32_t> slots_; // numbers by hash, open addressing; none: free
    std::vector<std::uint64_t> rows_;  // by number
    std::uint32_t count_ = 0;
};

class visited {
public:
    visited(std::size_t key_size, replay& states) : sets_(key_size), pairs_(1), states_(states) {}

    /// Whether the set with this key was kept together with the present state.
    bool contains(const std::vector<std::uint64_t>& key) const {
        const std::uint32_t set = sets_.find(key.data());
        if (set == none)
            return false;
        const std::uint32_t state = states_.find_state(set);
        const std::uint64_t pair = std::uint64_t{set} << 32 | state;
        return state != none && pairs_.find(&pair) != none;
    }

    void keep(const std::vector<std::uint64_t>& key) {
        const std::uint32_t set = sets_.keep(key.data());
        const std::uint64_t pair = std::uint64_t{set} << 32 | states_.keep_state(set);
        (void)pairs_.keep(&pair);
    }

    std::size_t memory() const { return sets_.memory() + pairs_.memory() + states_.memory(); }

private:
    row_numbers sets_;
    row_numbers pairs_;
    replay& states_;
};

} // namespace heddle::properties::judging
