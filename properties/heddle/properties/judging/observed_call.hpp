// One call of a history as it was observed, behind an interface that no longer knows which member of the specification
// it was: it can be made on a state of the specification, and says whether the answer agrees with the one observed.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <typeinfo>
#include <utility>

#include <heddle/properties/judging/member.hpp>
#include <heddle/properties/judging/show.hpp>

namespace heddle::properties::judging {

enum class fit : unsigned char { agrees, differs, waits };

template <class Spec>
class observed_call {
public:
    virtual ~observed_call() = default;

    /// Makes the call on `state`, whatever the answer; one that waits leaves it as it is.
    virtual fit make(Spec& state) const = 0;
    /// The same for a call that leaves every state alone in which it agrees.
    virtual fit look(const Spec& state) const = 0;
    virtual bool leaves_state() const = 0;
    /// Whether it leaves every state alone, whatever it answers.
    virtual bool only_reads() const = 0;
    virtual bool answered() const = 0;
    /// Whether it answered false or an empty optional.
    virtual bool refused() const = 0;
    /// Whether it only adds, as the specification may say to save time.
    virtual bool only_adds() const = 0;
    /// Whether the specification says from which states the answer can be reached, and whether `state` is one.
    virtual bool has_reach() const = 0;
    virtual bool within_reach(const Spec& state) const = 0;

    /// "withdraw(5)"; what it answered, or nothing; what the specification answers in `state`.
    virtual std::string text() const = 0;
    virtual std::string answer() const = 0;
    virtual std::string answer_in(Spec state) const = 0;

    /// Whether the two cannot be told apart: the same call with the same arguments and the same answer.
    virtual bool is_twin_of(const observed_call& other) const = 0;
    virtual std::size_t hash() const = 0;
    /// Which independent part of the object it belongs to, where the specification says so.
    virtual std::string part() const = 0;
};

// Both equal, or, for types that cannot be compared, unknown and so taken for different.
template <class T>
bool same(const T& one, const T& other) {
    if constexpr (requires { one == other; })
        return one == other;
    else
        return false;
}

// The answer of an operation that refused: false or an empty optional.
template <class Answer>
bool is_refusal(const Answer& answer) {
    if constexpr (std::is_same_v<Answer, bool>)
        return !answer;
    else if constexpr (requires { answer.has_value(); })
        return !answer.has_value();
    else
        return false;
}

} // namespace heddle::properties::judging
