// What a flag has to offer, and the words that refuse a type without it.
#pragma once

#include <concepts>
#include <type_traits>

namespace heddle::support {

template <class T>
concept has_set = requires(T& flag) {
    flag.set();
};
template <class T>
concept has_is_set = requires(T& flag) {
    { flag.is_set() } -> std::convertible_to<bool>;
};
template <class T>
concept flag_has_wait = requires(T& flag) {
    flag.wait();
};

/// Does not compile for a type that is no flag (wait() may be missing).
template <class T>
struct fits_flag {
    static_assert(std::is_default_constructible_v<T>,
                  "the type under test has no default constructor: give it arguments with --construct or CONSTRUCT");
    static_assert(has_set<T>, "the type under test has no set()");
    static_assert(has_is_set<T>, "the type under test has no is_set()");
};

} // namespace heddle::support
