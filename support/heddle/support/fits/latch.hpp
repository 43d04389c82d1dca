// What a latch has to offer, as std::latch does, and the words that refuse a type without it.
#pragma once

#include <concepts>
#include <cstddef>

namespace heddle::support {

template <class T>
concept has_count_down = requires(T& latch) {
    latch.count_down();
};
template <class T>
concept has_count_down_of_many = requires(T& latch) {
    latch.count_down(2);
};
template <class T>
concept latch_has_wait = requires(T& latch) {
    latch.wait();
};
template <class T>
concept has_try_wait = requires(T& latch) {
    { latch.try_wait() } -> std::convertible_to<bool>;
};
template <class T>
concept latch_has_arrive_and_wait = requires(T& latch) {
    latch.arrive_and_wait();
};

/// Does not compile for a type that is no latch (try_wait() and arrive_and_wait() may be missing).
template <class T>
struct fits_latch {
    static_assert(std::constructible_from<T, std::ptrdiff_t>, "the type under test cannot be made with a count");
    static_assert(has_count_down<T>, "the type under test has no count_down()");
    static_assert(latch_has_wait<T>, "the type under test has no wait()");
};

/// Counts down by `amount`, in one call if the latch can.
template <class Latch>
void count_down_by(Latch& latch, std::ptrdiff_t amount) {
    if constexpr (has_count_down_of_many<Latch>) {
        latch.count_down(amount);
    } else {
        for (; amount > 0; --amount)
            latch.count_down();
    }
}

/// Counts down by one and waits, in one call if the latch can.
template <class Latch>
void arrive_at(Latch& latch) {
    if constexpr (latch_has_arrive_and_wait<Latch>) {
        latch.arrive_and_wait();
    } else {
        latch.count_down();
        latch.wait();
    }
}

} // namespace heddle::support
