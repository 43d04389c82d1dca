// What the types of this folder owe, where Heddle has no contract for it.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include <heddle/contract.hpp>
#include <heddle/properties/judging/member.hpp>

namespace seeded {

using heddle::properties::called;
using heddle::properties::or_waits;
using heddle::properties::waits;

struct channel_spec {
    std::deque<int> numbers;
    bool closed = false;

    bool send(int number) {
        if (closed)
            return false;
        numbers.push_back(number);
        return true;
    }
    or_waits<std::optional<int>> recv() {
        if (numbers.empty() && !closed)
            return waits;
        return try_recv();
    }
    std::optional<int> try_recv() {
        if (numbers.empty())
            return std::nullopt;
        const int number = numbers.front();
        numbers.pop_front();
        return number;
    }
    void close() { closed = true; }

    static constexpr const char* role_of_recv = "receiver";
    static constexpr const char* role_of_try_recv = "receiver";
};

struct pool_spec {
    std::vector<int> numbers; // in ascending order

    void put(int number) { numbers.insert(std::upper_bound(numbers.begin(), numbers.end(), number), number); }
    std::optional<int> take() {
        if (numbers.empty())
            return std::nullopt;
        const int number = numbers.back();
        numbers.pop_back();
        return number;
    }
    // Any of them will do.
    bool could_answer(called<&pool_spec::take>, std::optional<int> answer) {
        if (!answer)
            return numbers.empty();
        const auto found = std::find(numbers.begin(), numbers.end(), *answer);
        if (found == numbers.end())
            return false;
        numbers.erase(found);
        return true;
    }
};

struct map_spec {
    std::map<int, int> values;

    void put(int key, int value) { values[key] = value; }
    bool add(int key, int value) { return values.emplace(key, value).second; }
    std::optional<int> get(int key) const {
        const auto found = values.find(key);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    }
    bool erase(int key) { return values.erase(key) != 0; }
};

struct guarded_pair_spec {
    int count = 0;

    int visit() { return ++count; }
    int read() const { return count; }
};

} // namespace seeded

HEDDLE_CONTRACT(seeded_channel, seeded::channel_spec, send, recv, try_recv, close);
HEDDLE_CONTRACT(seeded_pool, seeded::pool_spec, put, take);
HEDDLE_CONTRACT(seeded_map, seeded::map_spec, put, add, get, erase);
HEDDLE_CONTRACT(seeded_guarded_pair, seeded::guarded_pair_spec, visit, read);
