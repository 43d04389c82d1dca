// What a readers-writer lock has to offer, and the words that refuse a type without it; see fits/mutex.hpp.
#pragma once

#include <heddle/support/fits/mutex.hpp>

namespace heddle::support {

template <class T>
concept has_lock_shared = requires(T& lock) {
    lock.lock_shared();
};
template <class T>
concept has_unlock_shared = requires(T& lock) {
    lock.unlock_shared();
};
template <class T>
concept has_try_lock_shared = requires(T& lock) {
    { lock.try_lock_shared() } -> std::convertible_to<bool>;
};

/// Does not compile for a type that is no shared Lockable (the try forms may be missing).
template <class T>
struct fits_rw_lock : fits_mutex<T> {
    static_assert(has_lock_shared<T>, "the type under test has no lock_shared()");
    static_assert(has_unlock_shared<T>, "the type under test has no unlock_shared()");
};

} // namespace heddle::support
