// What a scope has to offer, and the words that refuse a type without it; see fits/mutex.hpp.
#pragma once

#include <type_traits>

namespace heddle::support {

/// A body that starts nothing.
struct empty_body {
    template <class Scope>
    void operator()(Scope&) const {}
};

/// Does not compile for a type that is no scope.
template <class T>
struct fits_scope {
    static_assert(std::is_default_constructible_v<T>, "the type under test has no default constructor");
    static_assert(
        requires(T & scope) { scope(empty_body{}); },
        "the type under test cannot be called with a body that takes a scope");
};

} // namespace heddle::support
