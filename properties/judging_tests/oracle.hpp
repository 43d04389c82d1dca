// The plainest judge there is, for small histories: tries every order of every choice of calls, without a thought. What
// it shares with the checker under test is the history and the specification, nothing else.
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include <heddle/properties/history.hpp>

namespace heddle::properties::oracle {

template <class Spec>
struct candidate {
    const typename history<Spec>::entry* entry;
    std::uint32_t number;
    bool must; // it had returned
};

/// Whether the first must come before the second.
template <class Spec>
using order = std::function<bool(const typename history<Spec>::entry&, const typename history<Spec>::entry&)>;

// Whether what is left can be put in order after `state`.
template <class Spec>
bool can_finish(const Spec& state, std::vector<candidate<Spec>> left,
                const std::vector<const typename history<Spec>::entry*>& stuck, const order<Spec>& before) {
    if (std::none_of(left.begin(), left.end(), [](const auto& each) { return each.must; }) &&
        std::all_of(stuck.begin(), stuck.end(), [&](const auto* each) {
            Spec copy = state;
            return each->call->make(copy) == judging::fit::waits;
        }))
        return true;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const candidate<Spec> next = left[i];
        if (std::any_of(left.begin(), left.end(), [&](const auto& other) {
                return other.number != next.number && other.must && before(*other.entry, *next.entry);
            }))
            continue;
        Spec after = state;
        const judging::fit how = next.entry->call->make(after);
        if (how == judging::fit::waits || (next.must && how == judging::fit::differs))
            continue;
        auto rest = left;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
        if (can_finish(after, rest, stuck, before))
            return true;
    }
    return false;
}

/// Whether the history as it was at `until` has an order that explains it. Before its end nothing waits for ever.
template <class Spec>
bool explains(const history<Spec>& seen, const order<Spec>& before, moment until = history<Spec>::never) {
    std::vector<candidate<Spec>> all;
    std::vector<const typename history<Spec>::entry*> stuck;
    for (std::uint32_t number = 0; number < seen.size(); ++number) {
        const auto& entry = seen.entries()[number];
        if (entry.waited_for_ever && until == seen.never)
            stuck.push_back(&entry);
        else if (!entry.waited_for_ever && entry.called <= until)
            all.push_back({&entry, number, entry.returned != seen.never && entry.returned <= until});
    }
    return can_finish(Spec{}, all, stuck, before);
}

template <class Spec>
order<Spec> real_time() {
    return [](const auto& one, const auto& other) { return one.returned < other.called; };
}

/// Entries of one history stand in the order of their calls.
template <class Spec>
order<Spec> program_order() {
    return [](const auto& one, const auto& other) { return one.process == other.process && &one < &other; };
}

/// There is a moment between the two at which no call is open.
template <class Spec>
order<Spec> quiescence(const history<Spec>& seen) {
    return [&seen](const auto& one, const auto& other) {
        for (moment now = one.returned; now < other.called; ++now) {
            if (std::none_of(seen.entries().begin(), seen.entries().end(),
                             [&](const auto& each) { return each.called <= now && now < each.returned; }))
                return true;
        }
        return false;
    };
}

} // namespace heddle::properties::oracle
