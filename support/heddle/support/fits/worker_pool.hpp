// What a worker pool has to offer, and the words that refuse a type without it; see fits/mutex.hpp.
#pragma once

#include <concepts>
#include <cstddef>

namespace heddle::support {

template <class T>
concept has_submit = requires(T& pool) {
    pool.submit([] {});
};

/// Does not compile for a type that is no pool.
template <class T>
struct fits_worker_pool {
    static_assert(std::constructible_from<T, std::size_t>,
                  "the type under test cannot be constructed with a number of threads");
    static_assert(has_submit<T>, "the type under test has no submit(f)");
};

} // namespace heddle::support
