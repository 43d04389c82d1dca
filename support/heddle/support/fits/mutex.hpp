// What a mutex has to offer, and the words that refuse a type without it. `heddle verify` puts the type's name for "the
// type under test".
#pragma once

#include <concepts>
#include <type_traits>

namespace heddle::support {

template <class T>
concept has_lock = requires(T& lock) {
    lock.lock();
};
template <class T>
concept has_unlock = requires(T& lock) {
    lock.unlock();
};
template <class T>
concept has_try_lock = requires(T& lock) {
    { lock.try_lock() } -> std::convertible_to<bool>;
};

/// Does not compile for a type that is no Lockable (try_lock() may be missing).
template <class T>
struct fits_mutex {
    static_assert(std::is_default_constructible_v<T>,
                  "the type under test has no default constructor: give it arguments with --construct or CONSTRUCT");
    static_assert(has_lock<T>, "the type under test has no lock()");
    static_assert(has_unlock<T>, "the type under test has no unlock()");
};

} // namespace heddle::support
