// What a queue between one producer and one consumer has to offer, and the words that refuse a type without it.
#pragma once

#include <concepts>
#include <cstddef>

#include <heddle/support/container_calls.hpp>

namespace heddle::support {

/// Does not compile for a type that is no queue with a capacity.
template <class T>
struct fits_spsc_queue {
    static_assert(std::constructible_from<T, std::size_t> || std::default_initializable<T>,
                  "the type under test can neither be made with a capacity nor by default");
    static_assert(has_try_push<T> || has_push<T>, "the type under test has no try_push(V)");
    static_assert(has_try_pop<T>, "the type under test has no try_pop()");
};

} // namespace heddle::support
