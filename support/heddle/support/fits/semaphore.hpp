// What a semaphore has to offer, as std::counting_semaphore does, and the words that refuse a type without it. It is
// made with a number of permits, or by default with none.
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <limits>
#include <memory>

namespace heddle::support {

template <class T>
concept has_acquire = requires(T& semaphore) {
    semaphore.acquire();
};
template <class T>
concept has_release = requires(T& semaphore) {
    semaphore.release();
};
template <class T>
concept has_release_of_many = requires(T& semaphore) {
    semaphore.release(2);
};
template <class T>
concept has_try_acquire = requires(T& semaphore) {
    { semaphore.try_acquire() } -> std::convertible_to<bool>;
};
template <class T>
concept has_try_acquire_for = requires(T& semaphore) {
    { semaphore.try_acquire_for(std::chrono::microseconds(1)) } -> std::convertible_to<bool>;
};

/// Does not compile for a type that is no semaphore (try_acquire() and try_acquire_for() may be missing).
template <class T>
struct fits_semaphore {
    static_assert(std::constructible_from<T, std::ptrdiff_t> || std::default_initializable<T>,
                  "the type under test can neither be made with a number of permits nor by default");
    static_assert(has_acquire<T>, "the type under test has no acquire()");
    static_assert(has_release<T>, "the type under test has no release()");
};

/// How many permits a semaphore holds at most, as far as it says so.
template <class Semaphore>
constexpr std::ptrdiff_t most_permits() {
    if constexpr (requires { std::ptrdiff_t{Semaphore::max()}; })
        return Semaphore::max();
    else
        return std::numeric_limits<int>::max();
}

template <class Semaphore>
void release_many(Semaphore& semaphore, std::ptrdiff_t permits) {
    if constexpr (has_release_of_many<Semaphore>) {
        semaphore.release(permits);
    } else {
        for (; permits > 0; --permits)
            semaphore.release();
    }
}

/// A semaphore with so many permits.
template <class Semaphore>
std::unique_ptr<Semaphore> make_semaphore(std::ptrdiff_t permits) {
    if constexpr (std::constructible_from<Semaphore, std::ptrdiff_t>) {
        return std::make_unique<Semaphore>(permits);
    } else {
        auto made = std::make_unique<Semaphore>();
        if (permits > 0)
            release_many(*made, permits);
        return made;
    }
}

} // namespace heddle::support
