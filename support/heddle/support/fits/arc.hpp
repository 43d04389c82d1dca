// What a counted pointer has to offer, and the words that refuse a type without it; see fits/mutex.hpp.
#pragma once

#include <concepts>
#include <type_traits>

namespace heddle::support {

template <class T>
concept has_reset = requires(T& pointer) {
    pointer.reset();
};
template <class T>
concept has_star = requires(T& pointer) {
    *pointer;
};
template <class T>
concept has_arrow = requires(T& pointer) {
    pointer.operator->();
};

/// Does not compile for a type that is no counted pointer (a count and a weak form may be missing).
template <class T>
struct fits_arc {
    static_assert(std::is_copy_constructible_v<T>, "the type under test cannot be copied");
    static_assert(std::is_default_constructible_v<T>, "the type under test cannot be empty");
    static_assert(has_reset<T>, "the type under test has no reset()");
    static_assert(has_star<T>, "the type under test has no operator*");
    static_assert(has_arrow<T>, "the type under test has no operator->");
    static_assert(std::is_constructible_v<bool, T&>, "the type under test has no operator bool");
};

} // namespace heddle::support
