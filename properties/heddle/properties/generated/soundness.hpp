// Whether a program asks for nothing that the specification does not allow: in every order in which its threads may
// come all preconditions hold and every call returns in the end.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include <heddle/properties/generated/program.hpp>
#include <heddle/properties/judging/members_of.hpp>
#include <heddle/properties/judging/observed_call.hpp>

namespace heddle::properties {

/// A call without an answer, and its precondition.
template <class Spec>
struct planned_call {
    std::unique_ptr<judging::observed_call<Spec>> call;
    std::function<bool(const judging::observed_call<Spec>&, const Spec&)> may;
};

/// Walks through all orders, those that lead to the same state only once.
template <class Spec>
class all_orders {
public:
    all_orders(const generated_program& program, const std::vector<planned_call<Spec>>& calls)
        : program_(program), calls_(calls) {
        std::size_t at = program.before.size();
        for (const generated_calls& each : program.threads) {
            first_.push_back(at);
            at += each.size();
        }
        after_ = at;
    }

    bool go_well() {
        Spec state{};
        for (std::size_t call = 0; call < program_.before.size(); ++call) {
            if (!goes_on(call, state))
                return false;
        }
        std::vector<std::size_t> made(first_.size(), 0);
        return go_well_from(made, state);
    }

private:
    // Whether the call is allowed and returns; makes it.
    bool goes_on(std::size_t call, Spec& state) const {
        return calls_[call].may(*calls_[call].call, state) && calls_[call].call->make(state) != judging::fit::waits;
    }

    bool go_well_from(std::vector<std::size_t>& made, const Spec& state) {
        std::vector<Spec>& seen = seen_[made];
        if (std::any_of(seen.begin(), seen.end(), [&](const Spec& other) { return judging::equal(other, state); }))
            return true;
        seen.push_back(state);
        bool all_made = true;
        bool someone_goes_on = false;
        for (std::size_t thread = 0; thread < made.size(); ++thread) {
            if (made[thread] == program_.threads[thread].size())
                continue;
            all_made = false;
            const planned_call<Spec>& next = calls_[first_[thread] + made[thread]];
            if (!next.may(*next.call, state))
                return false;
            Spec then = state;
            if (next.call->make(then) == judging::fit::waits)
                continue;
            someone_goes_on = true;
            ++made[thread];
            const bool well = go_well_from(made, then);
            --made[thread];
            if (!well)
                return false;
        }
        return all_made ? ends_well(state) : someone_goes_on;
    }

    bool ends_well(Spec state) const {
        for (std::size_t call = after_; call < calls_.size(); ++call) {
            if (!goes_on(call, state))
                return false;
        }
        return true;
    }

    const generated_program& program_;
    const std::vector<planned_call<Spec>>& calls_;
    std::vector<std::size_t> first_; // of each thread: its first call
    std::size_t after_ = 0;          // the first call after them
    std::map<std::vector<std::size_t>, std::vector<Spec>> seen_;
};

template <class Spec>
bool goes_well_in_every_order(const generated_program& program, const std::vector<planned_call<Spec>>& calls) {
    return all_orders<Spec>(program, calls).go_well();
}

} // namespace heddle::properties
