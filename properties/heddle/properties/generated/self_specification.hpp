// A type as its own specification: a state is the calls made so far, and what a call answers in it is found out by
// making them all again on a new object, on one thread. Equal states are those with the same calls in the same order.
#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <heddle/properties/judging/hash.hpp>
#include <heddle/properties/judging/observed_call.hpp>

namespace heddle::properties::judging {

template <class Contract, class T>
class call_of_self;

template <class Contract, class T>
struct self_specification {
    std::vector<const call_of_self<Contract, T>*> made;

    friend bool operator==(const self_specification&, const self_specification&) = default;
};

template <class Contract, class T>
class call_of_self : public observed_call<self_specification<Contract, T>> {
public:
    using subject = typename Contract::template subject<T>;
    /// The call once more, on another object.
    virtual void make_again(subject& object) const = 0;
};

template <class Contract, class T, class Operation>
class operation_of_self final : public call_of_self<Contract, T> {
    using subject = typename Contract::template subject<T>;
    using shape = member<std::remove_cv_t<decltype(Operation::template member<subject>)>>;
    using spec = self_specification<Contract, T>;

public:
    using answer_type = typename shape::answer;

    template <class... Arguments>
    explicit operation_of_self(Arguments&&... arguments) : arguments_(std::forward<Arguments>(arguments)...) {}

    void set_answer(answer_type answer) { answer_.emplace(std::move(answer)); }
    const typename shape::arguments& arguments() const { return arguments_; }

    void make_again(subject& object) const override { (void)answer_of_call(object); }
    fit make(spec& state) const override {
        const bool agrees = !answer_ || answer_after(state) == *answer_;
        if (!shape::is_const)
            state.made.push_back(this);
        return agrees ? fit::agrees : fit::differs;
    }
    fit look(const spec& state) const override {
        return !answer_ || answer_after(state) == *answer_ ? fit::agrees : fit::differs;
    }
    bool leaves_state() const override { return shape::is_const; }
    bool only_reads() const override { return shape::is_const; }
    bool answered() const override { return answer_.has_value(); }
    bool refused() const override { return answer_ && is_refusal(*answer_); }
    bool only_adds() const override { return shape::is_const; }
    bool has_reach() const override { return false; }
    bool within_reach(const spec&) const override { return true; }

    std::string text() const override { return text_of_call(Operation::name, arguments_); }
    std::string answer() const override { return answer_ ? show(*answer_) : ""; }
    std::string answer_in(spec state) const override { return show(answer_after(state)); }
    bool is_twin_of(const observed_call<spec>&) const override { return false; }
    std::size_t hash() const override { return reinterpret_cast<std::size_t>(this); }
    std::string part() const override { return {}; }

private:
    answer_type answer_of_call(subject& object) const {
        return std::apply(
            [&](const auto&... each) -> answer_type {
                if constexpr (std::is_void_v<decltype(Operation::call(object, each...))>) {
                    Operation::call(object, each...);
                    return {};
                } else {
                    return answer_type(Operation::call(object, each...));
                }
            },
            arguments_);
    }

    answer_type answer_after(const spec& state) const {
        subject object;
        for (const call_of_self<Contract, T>* each : state.made)
            each->make_again(object);
        return answer_of_call(object);
    }

    typename shape::arguments arguments_;
    std::optional<answer_type> answer_;
};

} // namespace heddle::properties::judging
