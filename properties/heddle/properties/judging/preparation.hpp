// From a history to what the search works on: its operations in numbers, apart for each independent part.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <heddle/properties/history.hpp>
#include <heddle/properties/judging/judge.hpp>

namespace heddle::properties::judging {

/// One independent part of a history.
struct part {
    std::string name;                   // empty for a history that is not divided
    std::vector<std::uint32_t> members; // by operation: the entry of the history
    std::vector<std::uint32_t> stuck;   // entries that never returned and must wait at the end
    task asked;
};

/// Adds one pair for each two operations that follow each other in a process. `process_of` goes by operation.
precedence order_of_processes(const std::vector<operation>& operations, const std::vector<std::uint32_t>& process_of);

/// Lets each operation last from the moment of rest before it to the one after it: moments at which no call is open.
/// `all` are the operations of every part.
void widen_to_quiescence(const std::vector<std::vector<operation>*>& all);

template <class Spec>
void add_entry(part& to, const history<Spec>& seen, std::uint32_t number) {
    const auto& entry = seen.entries()[number];
    if (entry.waited_for_ever) {
        to.stuck.push_back(number);
        return;
    }
    operation one;
    one.number = static_cast<std::uint32_t>(to.members.size());
    one.called = entry.called;
    one.returned = entry.returned;
    one.must_happen = entry.returned != history<Spec>::never;
    one.leaves_state = entry.call->leaves_state();
    one.only_reads = entry.call->only_reads();
    one.only_adds = entry.call->only_adds();
    one.has_reach = one.only_reads && entry.call->has_reach();
    to.members.push_back(number);
    to.asked.operations.push_back(one);
}

/// Numbers the operations that cannot be told apart. Missing some costs time only, so where hashes do not help few are
/// compared.
template <class Spec>
void number_twins(part& of, const history<Spec>& seen) {
    constexpr std::size_t enough = 8;
    std::vector<std::pair<std::size_t, std::uint32_t>> by_hash;
    for (const operation& each : of.asked.operations)
        by_hash.emplace_back(seen.entries()[of.members[each.number]].call->hash(), each.number);
    std::sort(by_hash.begin(), by_hash.end());
    for (std::size_t i = 1; i < by_hash.size(); ++i) {
        operation& later = of.asked.operations[by_hash[i].second];
        for (std::size_t back = 1; back <= std::min(i, enough) && by_hash[i - back].first == by_hash[i].first; ++back) {
            operation& earlier = of.asked.operations[by_hash[i - back].second];
            if (!seen.entries()[of.members[later.number]].call->is_twin_of(
                    *seen.entries()[of.members[earlier.number]].call))
                continue;
            if (earlier.twins == none)
                earlier.twins = earlier.number;
            later.twins = earlier.twins;
            break;
        }
    }
}

template <class Spec>
part whole_of(const history<Spec>& seen, const std::vector<bool>& left_out = {}) {
    part whole;
    for (std::uint32_t number = 0; number < seen.size(); ++number) {
        if (left_out.empty() || !left_out[number])
            add_entry(whole, seen, number);
    }
    number_twins(whole, seen);
    return whole;
}

/// The parts that the specification says are independent, by their names.
template <class Spec>
std::vector<part> parts_of(const history<Spec>& seen) {
    std::map<std::string, part> by_name;
    for (std::uint32_t number = 0; number < seen.size(); ++number)
        add_entry(by_name[seen.entries()[number].call->part()], seen, number);
    std::vector<part> parts;
    for (auto& [name, one] : by_name) {
        one.name = name;
        number_twins(one, seen);
        parts.push_back(std::move(one));
    }
    return parts;
}

} // namespace heddle::properties::judging
