// What came out of judging a history, and how its parts are judged one after another.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <heddle/properties/judging/explain.hpp>
#include <heddle/properties/judging/preparation.hpp>
#include <heddle/properties/judging/replay_of.hpp>

namespace heddle::properties {

struct [[nodiscard]] judgement {
    verdict what = verdict::holds;
    std::string reason;               // why the verdict is unknown
    std::string part;                 // the part of the history that the rest speaks of; empty if it is not divided
    std::vector<std::uint32_t> order; // calls by number: an order that explains the part; after a violation the longest
                                      // that explains what returned before `until`
    std::uint32_t culprit = judging::none; // the call that cannot be placed then; none: one that should not wait
    moment until = judging::never;         // the shortest part of the history that cannot be explained ends here
    bool shortest = true;                  // false: a bound was reached before that was certain
    std::uint64_t configurations = 0;      // how many the search was in
    std::string explanation;               // of a violation, for people
};

} // namespace heddle::properties

namespace heddle::properties::judging {

template <class Spec>
account tell(const part& of, const finding& found, const history<Spec>& seen) {
    account told;
    told.part = of.name;
    std::vector<std::uint32_t> numbers = of.members;
    numbers.insert(numbers.end(), of.stuck.begin(), of.stuck.end());
    for (const std::uint32_t number : numbers) {
        const auto& entry = seen.entries()[number];
        told.calls.push_back({entry.process, entry.called, entry.returned, {}, {}, entry.waited_for_ever});
    }
    const std::vector<bool> shown = calls_shown(found, told.calls);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (shown[i]) {
            told.calls[i].text = seen.entries()[numbers[i]].call->text();
            told.calls[i].answer = seen.entries()[numbers[i]].call->answer();
        }
    }
    Spec state{};
    for (const std::uint32_t each : found.order)
        (void)seen.entries()[of.members[each]].call->make(state);
    if constexpr (requires { requires !std::same_as<decltype(show(state)), void>; })
        told.state = show(state);
    if (found.culprit != none)
        told.expected = seen.entries()[of.members[found.culprit]].call->answer_in(state);
    return told;
}

template <class Spec>
finding judge_part(const part& of, const history<Spec>& seen) {
    const auto calls = [&](const std::vector<std::uint32_t>& numbers) {
        std::vector<const observed_call<Spec>*> all;
        for (const std::uint32_t number : numbers)
            all.push_back(seen.entries()[number].call.get());
        return all;
    };
    replay_of<Spec> specification(calls(of.members), calls(of.stuck));
    return judge(of.asked, specification);
}

/// One part after another, with little effort at first, so that a part that is hard does not hide a violation in
/// another. After a violation only what happened before its end matters in the others.
judgement judge_parts(std::vector<part> parts, const bounds& limits,
                      const std::function<finding(const part&)>& judge_one,
                      const std::function<account(const part&, const finding&)>& tell_of);

template <class Spec>
judgement judge_parts(const history<Spec>& seen, std::vector<part> parts, const bounds& limits) {
    return judge_parts(
        std::move(parts), limits, [&](const part& one) { return judge_part(one, seen); },
        [&](const part& one, const finding& found) { return tell(one, found, seen); });
}

} // namespace heddle::properties::judging
