// The observed call of one member of a specification.
#pragma once

#include <stdexcept>

#include <heddle/properties/judging/hash.hpp>
#include <heddle/properties/judging/observed_call.hpp>

namespace heddle::properties::judging {

template <class Spec, class... Arguments>
std::string part_of(const Arguments&... arguments) {
    if constexpr (requires { std::string(Spec::part(arguments...)); })
        return std::string(Spec::part(arguments...));
    else
        return {};
}

template <class Spec, auto Member>
constexpr bool declared_to_add() {
    if constexpr (requires { Spec::only_adds(called<Member>{}); })
        return Spec::only_adds(called<Member>{});
    else
        return false;
}

template <auto Member, class Spec, class... Arguments>
bool reaches(const Spec& state, const Arguments&... arguments_and_answer) {
    if constexpr (requires { state.within_reach(called<Member>{}, arguments_and_answer...); })
        return state.within_reach(called<Member>{}, arguments_and_answer...);
    else
        return true;
}

template <auto Member>
class call_of final : public observed_call<typename member<decltype(Member)>::spec> {
    using shape = member<decltype(Member)>;
    using spec = typename shape::spec;
    using base = observed_call<spec>;

public:
    using answer_type = typename shape::answer;

    template <class... Arguments>
    explicit call_of(Arguments&&... arguments) : arguments_(std::forward<Arguments>(arguments)...) {}

    void set_answer(answer_type answer) { answer_.emplace(std::move(answer)); }
    const typename shape::arguments& arguments() const { return arguments_; }

    fit make(spec& state) const override { return compare(state); }

    fit look(const spec& state) const override {
        if constexpr (shape::is_const) {
            return compare(state);
        } else {
            spec copy = state;
            const fit how = compare(copy);
            if (how == fit::agrees && !equal(copy, state))
                throw std::logic_error(text() + " refused and changed the state, against refusals_change_nothing");
            return how;
        }
    }

    bool leaves_state() const override {
        if constexpr (requires { requires spec::refusals_change_nothing; })
            return shape::is_const || (answer_ && is_refusal(*answer_));
        else
            return shape::is_const;
    }

    bool only_reads() const override { return shape::is_const; }

    bool answered() const override { return answer_.has_value(); }
    bool refused() const override { return answer_ && is_refusal(*answer_); }

    bool only_adds() const override { return shape::is_const || declared_to_add<spec, Member>(); }
    bool has_reach() const override { return answer_ && tells_reach(); }

    bool within_reach(const spec& state) const override {
        return std::apply([&](const auto&... each) { return reaches<Member>(state, each..., *answer_); }, arguments_);
    }

    std::string text() const override { return text_of_call(name_of<Member>(), arguments_); }

    std::string answer() const override { return answer_ ? show(*answer_) : ""; }

    std::string answer_in(spec state) const override {
        const auto answer = call(state);
        return answer.would_wait() ? "waits" : show(answer.answer());
    }

    bool is_twin_of(const base& other) const override {
        if (typeid(*this) != typeid(other))
            return false;
        const auto& twin = static_cast<const call_of&>(other);
        return same(arguments_, twin.arguments_) && same(answer_, twin.answer_);
    }

    std::size_t hash() const override {
        std::size_t hash = std::hash<std::string_view>{}(name_of<Member>());
        std::apply([&](const auto&... each) { ((hash = mixed(hash, hash_of(each))), ...); }, arguments_);
        return mixed(hash, answer_ ? 1 + hash_of(*answer_) : 0);
    }

    std::string part() const override {
        return std::apply([](const auto&... each) { return part_of<spec>(each...); }, arguments_);
    }

private:
    static constexpr bool tells_reach() {
        return []<class... Arguments>(const std::tuple<Arguments...>*) {
            return requires(const spec& state, const Arguments&... arguments, const answer_type& answer) {
                state.within_reach(called<Member>{}, arguments..., answer);
            };
        }(static_cast<const typename shape::arguments*>(nullptr));
    }

    template <class State>
    or_waits<std::conditional_t<std::is_same_v<answer_type, done>, void, answer_type>> call(State& state) const {
        return std::apply(
            [&](const auto&... each) -> decltype(call(state)) {
                if constexpr (std::is_void_v<typename shape::result>) {
                    (state.*Member)(each...);
                    return {};
                } else {
                    return (state.*Member)(each...);
                }
            },
            arguments_);
    }

    static constexpr bool may_answer_differently() {
        return []<class... Arguments>(const std::tuple<Arguments...>*) {
            return requires(spec & state, const Arguments&... arguments, const answer_type& answer) {
                state.could_answer(called<Member>{}, arguments..., answer);
            };
        }(static_cast<const typename shape::arguments*>(nullptr));
    }

    template <class State>
    fit compare(State& state) const {
        if constexpr (may_answer_differently() && !std::is_const_v<State>) {
            if (answer_) {
                const auto could = [&](const auto&... each) {
                    return state.could_answer(called<Member>{}, each..., *answer_);
                };
                return std::apply(could, arguments_) ? fit::agrees : fit::differs;
            }
        }
        const auto got = call(state);
        if (got.would_wait())
            return fit::waits;
        return !answer_ || got.answer() == *answer_ ? fit::agrees : fit::differs;
    }

    typename shape::arguments arguments_;
    std::optional<answer_type> answer_;
};

} // namespace heddle::properties::judging
