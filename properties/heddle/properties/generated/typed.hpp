// A contract and a type under it, made ready for the machinery that knows neither.
#pragma once

#include <array>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <heddle/properties/generated/operation_under_test.hpp>
#include <heddle/properties/generated/soundness.hpp>
#include <heddle/properties/generated/trial.hpp>
#include <heddle/properties/linearizability.hpp>

namespace heddle::properties {

/// "my::queue<int>".
template <class T>
std::string name_of_type() {
    std::string_view text = __PRETTY_FUNCTION__; // … [T = my::queue<int>], or [with T = my::queue<int>; …]
    text.remove_prefix(text.find("T = ") + 4);
    return std::string(text.substr(0, text.find_first_of(";]")));
}

/// The operations of a contract as tables, by number.
template <class Contract, class T, class Operations = typename Contract::operations>
struct operation_table;
template <class Contract, class T, class... Operations>
struct operation_table<Contract, T, operation_list<void, Operations...>> {
    template <class Operation>
    using under_test = operation_under_test<Contract, T, Operation>;
    static constexpr std::array prepare = {&under_test<Operations>::prepare...};
    static constexpr std::array make = {&under_test<Operations>::make...};
    [[maybe_unused]] static constexpr std::array may = {&under_test<Operations>::may...};
    static constexpr bool always_go_on = (under_test<Operations>::always_goes_on() && ...);
    static operation_infos infos() { return {under_test<Operations>::info()...}; }
};

template <class Contract, class T>
class typed_trial final : public trial {
    using spec = specification_of<Contract, T>;
    using table = operation_table<Contract, T>;

public:
    explicit typed_trial(const generated_program& program) : complaints_(count_calls(program)) {
        for (const program_place& each : places_of(program)) {
            owned_.push_back(table::prepare[each.call->operation](*each.call));
            calls_.push_back(owned_.back().get());
            operations_.push_back(each.call->operation);
            processes_.push_back(each.process);
        }
    }

    void make(std::uint32_t call) override {
        try {
            table::make[operations_[call]](*calls_[call], object_);
        } catch (const std::exception& thrown) {
            complaints_[call] = calls_[call]->text() + " threw: " + thrown.what();
        }
    }

    void finish() override {
        if constexpr (requires { object_.finish(); }) {
            try {
                object_.finish();
            } catch (const std::exception& thrown) {
                complaints_.emplace_back(thrown.what());
            }
        }
    }

    std::string complaint() const override {
        for (const std::string& each : complaints_) {
            if (!each.empty())
                return each;
        }
        return {};
    }

    bool explained_by(const std::vector<std::uint32_t>& order) const override {
        spec state{};
        for (const std::uint32_t each : order) {
            if (calls_[each]->make(state) != judging::fit::agrees)
                return false;
        }
        return true;
    }

    judgement judge(const std::vector<call_moments>& moments, const judging::precedence& before,
                    const bounds& limits) override {
        std::vector<std::uint32_t> entry(calls_.size(), judging::none);
        for (std::uint32_t each = 0; each < calls_.size(); ++each) {
            const call_moments& when = moments[each];
            if (when.state == call_state::not_made)
                continue;
            entry[each] = static_cast<std::uint32_t>(seen_.size());
            const bool stuck = when.state == call_state::stuck;
            seen_.enter(std::move(owned_[each]), processes_[each], when.called, stuck ? judging::never : when.returned,
                        stuck);
        }
        judging::precedence pairs;
        for (const auto& [first, second] : before) {
            if (entry[first] != judging::none && entry[second] != judging::none)
                pairs.emplace_back(entry[first], entry[second]);
        }
        if constexpr (requires { requires spec::refusals_may_be_stale; })
            return judge_with_stale_refusals(pairs, limits);
        else
            return explained_in_order(seen_, pairs, limits);
    }

    std::string text(std::uint32_t call) const override { return calls_[call]->text(); }
    std::string answer(std::uint32_t call) const override { return calls_[call]->answer(); }

private:
    // Everything but the refusals, and then each refusal for itself beside that: each may look at the object as it was
    // a while ago, and they need not agree with each other on how long.
    judgement judge_with_stale_refusals(const judging::precedence& pairs, const bounds& limits) {
        std::vector<bool> left_out;
        for (const auto& each : seen_.entries())
            left_out.push_back(each.call->refused());
        judgement got = explained_in_order(seen_, pairs, limits, left_out);
        for (std::uint32_t each = 0; each < seen_.size() && got.what == verdict::holds; ++each) {
            if (!left_out[each])
                continue;
            left_out[each] = false;
            got = explained_in_order(seen_, pairs, limits, left_out);
            left_out[each] = true;
        }
        return got;
    }

    typename Contract::template subject<T> object_{};
    std::vector<std::unique_ptr<judging::observed_call<spec>>> owned_; // until they are judged
    std::vector<judging::observed_call<spec>*> calls_;
    std::vector<std::size_t> operations_;
    std::vector<std::uint32_t> processes_;
    std::vector<std::string> complaints_; // by call, and one more from finish(); written by who makes the call
    history<spec> seen_;
};

template <class Contract, class T>
class typed_pair final : public tested_pair {
    using spec = specification_of<Contract, T>;
    using table = operation_table<Contract, T>;

public:
    const operation_infos& operations() const override { return infos_; }
    std::string contract_name() const override { return name_of_type<Contract>(); }
    std::string type_name() const override { return name_of_type<T>(); }
    std::unique_ptr<trial> prepare(const generated_program& program) const override {
        return std::make_unique<typed_trial<Contract, T>>(program);
    }

    bool is_sound(const generated_program& program) const override {
        if constexpr (table::always_go_on) {
            return true; // and the orders, millions for a large program, need not be walked through
        } else {
            std::vector<planned_call<spec>> calls;
            for (const program_place& each : places_of(program))
                calls.push_back({table::prepare[each.call->operation](*each.call), table::may[each.call->operation]});
            return goes_well_in_every_order(program, calls);
        }
    }

private:
    operation_infos infos_ = table::infos();
};

/// The one pair of these types.
template <class Contract, class T>
const tested_pair& pair_of() {
    static const typed_pair<Contract, T> pair;
    return pair;
}

} // namespace heddle::properties
