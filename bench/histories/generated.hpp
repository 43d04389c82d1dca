// Histories of runs that never were: clients call at random, each call takes effect between its call and its return.
#pragma once

#include <cstdint>
#include <deque>

#include <heddle/properties/history.hpp>
#include <heddle/properties/specifications.hpp>

namespace heddle::bench {

struct queue_spec {
    std::deque<int> items;

    void push(int item) { items.push_back(item); }
    std::optional<int> pop() {
        if (items.empty())
            return std::nullopt;
        const int first = items.front();
        items.pop_front();
        return first;
    }

    static constexpr bool refusals_change_nothing = true;
    friend bool operator==(const queue_spec&, const queue_spec&) = default;
};

struct size {
    std::size_t operations;
    std::uint32_t clients;
};

/// A register that is read and written; easy, since a read soon tells what was written last.
properties::history<properties::register_spec> easy(size of);

/// A queue with calls that overlap: in which order two items were pushed shows only when they are popped.
properties::history<queue_spec> hard(size of);

/// The easy one with a read near its end that answers what was never written.
properties::history<properties::register_spec> violating(size of);

} // namespace heddle::bench
