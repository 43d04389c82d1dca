// What a barrier has to offer, as std::barrier does, and the words that refuse a type without it.
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>

namespace heddle::support {

/// A completion function for barriers that take one: counts the phases that were completed.
struct counting_completion {
    int* completed;
    void operator()() noexcept { ++*completed; }
};

template <class T>
concept has_arrive_and_wait = requires(T& barrier) {
    barrier.arrive_and_wait();
};
template <class T>
concept has_arrive = requires(T& barrier) {
    barrier.wait(barrier.arrive());
};
template <class T>
concept has_arrive_and_drop = requires(T& barrier) {
    barrier.arrive_and_drop();
};
template <class T>
concept has_completion = std::constructible_from<T, std::ptrdiff_t, counting_completion>;

/// Does not compile for a type that is no barrier (arrive() with wait(), and arrive_and_drop(), may be missing).
template <class T>
struct fits_barrier {
    static_assert(std::constructible_from<T, std::ptrdiff_t> || has_completion<T>,
                  "the type under test cannot be made with a count");
    static_assert(has_arrive_and_wait<T>, "the type under test has no arrive_and_wait()");
};

/// A barrier for so many; `completed` counts its phases if it takes a completion function of that type.
template <class Barrier>
std::unique_ptr<Barrier> make_barrier(std::ptrdiff_t expected, [[maybe_unused]] int& completed) {
    if constexpr (has_completion<Barrier>)
        return std::make_unique<Barrier>(expected, counting_completion{&completed});
    else
        return std::make_unique<Barrier>(expected);
}

/// Arrives and waits, in two calls if `apart` and if the barrier can.
template <class Barrier>
void pass(Barrier& barrier, [[maybe_unused]] bool apart) {
    if constexpr (has_arrive<Barrier>) {
        if (apart)
            return barrier.wait(barrier.arrive());
    }
    barrier.arrive_and_wait();
}

} // namespace heddle::support
