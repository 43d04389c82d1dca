// Judges the history of a run by a specification: is there an order of the calls in which the specification gives the
// answers that were observed?
//
//     linearizable(seen)               respecting real time (Herlihy and Wing 1990)
//     sequentially_consistent(seen)    respecting the order of each process only (Lamport 1979)
//     quiescently_consistent(seen)     respecting moments at which no call is open (Aspnes, Herlihy and Shavit 1994)
//     explained_in_order(seen, before) respecting the pairs given, happens-before of an execution for example
//
// Where the specification has a static member `part(arguments…)`, calls of different parts are judged apart (locality,
// Herlihy and Wing; P-compositionality, Horn and Kroening 2015). It needs ==, is faster with a hash, and with
// `static constexpr bool refusals_change_nothing = true` if what answers false or nothing has changed nothing.
#pragma once

#include <utility>
#include <vector>

#include <heddle/properties/history.hpp>
#include <heddle/properties/judging/judgement.hpp>

namespace heddle::properties {

/// Thread-safe, as long as nobody adds to the history.
template <class Spec>
judgement linearizable(const history<Spec>& seen, const bounds& limits = {}) {
    return judging::judge_parts(seen, judging::parts_of(seen), limits);
}

/// Parts are judged together: even if each is sequentially consistent the whole need not be.
template <class Spec>
judgement sequentially_consistent(const history<Spec>& seen, const bounds& limits = {}) {
    judging::part whole = judging::whole_of(seen);
    std::vector<std::uint32_t> process_of;
    for (const std::uint32_t number : whole.members)
        process_of.push_back(seen.entries()[number].process);
    whole.asked.in_time = false;
    whole.asked.before = judging::order_of_processes(whole.asked.operations, process_of);
    return judging::judge_parts(seen, {std::move(whole)}, limits);
}

template <class Spec>
judgement quiescently_consistent(const history<Spec>& seen, const bounds& limits = {}) {
    auto parts = judging::parts_of(seen);
    std::vector<judging::operation> waiting; // for ever: there is no rest any more
    for (const auto& entry : seen.entries()) {
        if (entry.waited_for_ever)
            waiting.emplace_back().called = entry.called;
    }
    std::vector<std::vector<judging::operation>*> all = {&waiting};
    for (judging::part& one : parts) {
        one.asked.in_time = false;
        all.push_back(&one.asked.operations);
    }
    judging::widen_to_quiescence(all);
    return judging::judge_parts(seen, std::move(parts), limits);
}

/// `before` names calls by number; the first of a pair must have returned. Pairs must follow from each other as they
/// are given: what is before what is before a call is only seen to be so if there is a chain of pairs. Calls that
/// `left_out` names, by number, are taken not to have happened.
template <class Spec>
judgement explained_in_order(const history<Spec>& seen, const judging::precedence& before, const bounds& limits = {},
                             const std::vector<bool>& left_out = {}) {
    judging::part whole = judging::whole_of(seen, left_out);
    std::vector<std::uint32_t> place(seen.size(), judging::none);
    for (std::uint32_t each = 0; each < whole.members.size(); ++each)
        place[whole.members[each]] = each;
    whole.asked.in_time = false;
    whole.asked.before.emplace();
    for (const auto& [first, second] : before) {
        if (place[first] != judging::none && place[second] != judging::none)
            whole.asked.before->emplace_back(place[first], place[second]);
    }
    return judging::judge_parts(seen, {std::move(whole)}, limits);
}

} // namespace heddle::properties
