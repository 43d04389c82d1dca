// What a once has to offer, and the words that refuse a type without it: call(f) runs f the first time. With
// `static constexpr bool retries_after_exceptions = true` it says that a call whose f threw does not count.
#pragma once

#include <type_traits>

namespace heddle::support {

namespace detail {
struct nothing_to_do {
    void operator()() const {}
};
} // namespace detail

template <class T>
concept has_call = requires(T& once) {
    once.call(detail::nothing_to_do{});
};

/// Does not compile for a type that is no once.
template <class T>
struct fits_once {
    static_assert(std::is_default_constructible_v<T>,
                  "the type under test has no default constructor: give it arguments with --construct or CONSTRUCT");
    static_assert(has_call<T>, "the type under test has no call(f)");
};

template <class Once>
constexpr bool retries_after_exceptions() {
    if constexpr (requires { bool{Once::retries_after_exceptions}; })
        return Once::retries_after_exceptions;
    else
        return false;
}

} // namespace heddle::support
