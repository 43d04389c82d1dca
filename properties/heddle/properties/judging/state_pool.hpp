// Numbers for states: equal states get one number, so that a search compares numbers instead of states.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <vector>

#include <heddle/properties/judging/hash.hpp>
#include <heddle/properties/judging/judge.hpp>

namespace heddle::properties::judging {

template <class Spec>
class state_pool {
public:
    std::uint32_t find(const Spec& state, std::uint64_t salt) const {
        return slots_.empty() ? none : slots_[slot_of(state, hash(state, salt))];
    }

    std::uint32_t keep(const Spec& state, std::uint64_t salt) {
        if (states_.size() * 2 >= slots_.size())
            grow();
        const std::uint64_t key = hash(state, salt);
        std::uint32_t& slot = slots_[slot_of(state, key)];
        if (slot == none) {
            slot = static_cast<std::uint32_t>(states_.size());
            states_.push_back(state);
            keys_.push_back(key);
            memory_ += bytes(state);
        }
        return slot;
    }

    void clear() { *this = {}; }
    std::size_t memory() const { return memory_ + slots_.size() * sizeof(std::uint32_t); }

    /// What a state takes: a member heap_bytes() tells what lies outside the object.
    static std::size_t bytes(const Spec& state) {
        if constexpr (requires { static_cast<std::size_t>(state.heap_bytes()); })
            return sizeof(Spec) + sizeof(std::uint64_t) + state.heap_bytes();
        else
            return sizeof(Spec) + sizeof(std::uint64_t);
    }

private:
    static std::uint64_t hash(const Spec& state, std::uint64_t salt) {
        return mixed(can_hash<Spec> ? hash_of(state) : salt, 0);
    }

    // Where the state is, or the free slot where it belongs.
    std::size_t slot_of(const Spec& state, std::uint64_t key) const {
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = key >> 32 & mask;
        while (slots_[at] != none && !(keys_[slots_[at]] == key && equal(states_[slots_[at]], state)))
            at = (at + 1) & mask;
        return at;
    }

    void grow() {
        slots_.assign(std::max<std::size_t>(64, slots_.size() * 2), none);
        const std::size_t mask = slots_.size() - 1;
        for (std::uint32_t number = 0; number < states_.size(); ++number) {
            std::size_t at = keys_[number] >> 32 & mask;
            while (slots_[at] != none)
                at = (at + 1) & mask;
            slots_[at] = number;
        }
    }

    std::vector<std::uint32_t> slots_; // numbers by hash, open addressing; none: free
    std::deque<Spec> states_;          // by number; never moved
    std::vector<std::uint64_t> keys_;  // by number: the hash
    std::size_t memory_ = 0;           // bytes of the states
};

} // namespace heddle::properties::judging
