// What a counter has to offer, as an atomic integer does, and the words that refuse a type without it.
#pragma once

#include <type_traits>

namespace heddle::support {

template <class T>
concept has_fetch_add = requires(T& counter) {
    counter.fetch_add(1);
};
template <class T>
concept has_increments = requires(T& counter) {
    ++counter;
    counter++;
};
template <class T>
concept has_load = requires(T& counter) {
    counter.load();
};

/// Does not compile for a type that is no counter.
template <class T>
struct fits_counter {
    static_assert(std::is_default_constructible_v<T>,
                  "the type under test has no default constructor: give it arguments with --construct or CONSTRUCT");
    static_assert(has_fetch_add<T>, "the type under test has no fetch_add(n)");
    static_assert(has_increments<T>, "the type under test has no ++");
    static_assert(has_load<T>, "the type under test has no load()");
};

} // namespace heddle::support
