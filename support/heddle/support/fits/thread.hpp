// What a kind of thread has to offer, and the words that refuse a type without it; see fits/mutex.hpp.
#pragma once

#include <type_traits>

namespace heddle::support {

template <class T>
concept has_join = requires(T& thread) {
    thread.join();
};

/// Does not compile for a type that is no thread.
template <class T>
struct fits_thread {
    static_assert(std::is_move_constructible_v<T>, "the type under test cannot be moved");
    static_assert(has_join<T>, "the type under test has no join()");
};

} // namespace heddle::support
