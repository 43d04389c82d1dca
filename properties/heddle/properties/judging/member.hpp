// What a pointer to a member function tells: its class, its arguments, its answer, its name, whether it is const.
#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include <heddle/properties/waits.hpp>

namespace heddle::properties {

/// Names an operation of a specification to that specification.
template <auto Member>
struct called {};

} // namespace heddle::properties

namespace heddle::properties::judging {

// Arguments are kept by value, views of text as text.
template <class T>
using kept = std::conditional_t<std::is_same_v<std::decay_t<T>, std::string_view>, std::string, std::decay_t<T>>;

template <class Result>
struct answer_of {
    using type = kept<Result>;
};
template <>
struct answer_of<void> {
    using type = done;
};
template <class Result>
struct answer_of<or_waits<Result>> {
    using type = typename or_waits<Result>::answer_type;
};

template <class Result>
inline constexpr bool is_or_waits = false;
template <class Result>
inline constexpr bool is_or_waits<or_waits<Result>> = true;

template <class Spec, class Result, bool Const, class... Parameters>
struct signature {
    using spec = Spec;
    using result = Result;
    using answer = typename answer_of<Result>::type;
    using arguments = std::tuple<kept<Parameters>...>;
    static constexpr bool is_const = Const;
    static constexpr bool may_wait = is_or_waits<Result>;
};

template <class Member>
struct member;
template <class Spec, class Result, class... Parameters>
struct member<Result (Spec::*)(Parameters...)> : signature<Spec, Result, false, Parameters...> {};
template <class Spec, class Result, class... Parameters>
struct member<Result (Spec::*)(Parameters...) noexcept> : signature<Spec, Result, false, Parameters...> {};
template <class Spec, class Result, class... Parameters>
struct member<Result (Spec::*)(Parameters...) const> : signature<Spec, Result, true, Parameters...> {};
template <class Spec, class Result, class... Parameters>
struct member<Result (Spec::*)(Parameters...) const noexcept> : signature<Spec, Result, true, Parameters...> {};

/// "withdraw" for &account::withdraw.
template <auto Member>
std::string_view name_of() {
    std::string_view text = __PRETTY_FUNCTION__; // … [Member = &account::withdraw], or [with auto Member = …; …]
    text.remove_prefix(text.find("Member = "));
    text = text.substr(0, text.find_first_of(";]"));
    return text.substr(text.find_last_of(":&") + 1);
}

} // namespace heddle::properties::judging
