// What a queue has to offer, and the words that refuse a type without it.
#pragma once

#include <type_traits>

#include <heddle/support/container_calls.hpp>

namespace heddle::support {

/// Does not compile for a type that is no queue.
template <class T>
struct fits_queue {
    static_assert(std::is_default_constructible_v<T>,
                  "the type under test has no default constructor: give it arguments with --construct or CONSTRUCT");
    static_assert(has_push<T> || has_try_push<T>, "the type under test has no push(V)");
    static_assert(has_try_pop<T>, "the type under test has no try_pop()");
};

} // namespace heddle::support
