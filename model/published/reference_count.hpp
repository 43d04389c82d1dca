// A reference count (Boost.Atomic's usage examples): each owner's use of the object comes before its own decrement, and
// the destruction has to come after all of them, so the last decrement acquires what the others released.
#pragma once

#include "threads.hpp"

#include <atomic>

namespace published {

template <std::memory_order Decrement>
void reference_count() {
    struct counted {
        std::atomic<int> owners{2};
        int data = 0;
    };
    auto* const shared = new counted;
    const auto drop = [shared] {
        if (shared->owners.fetch_sub(1, Decrement) == 1)
            delete shared;
    };
    in_parallel(
        [&] {
            shared->data = 1;
            drop();
        },
        drop);
}

} // namespace published
