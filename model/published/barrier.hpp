// A barrier that is used again (Mellor-Crummey and Scott, TOCS 1991): the last to come resets the count for the next
// round. Who waits for the count itself may be late and see the next round's; a sense, or a number of the round, that
// changes with each round cannot be missed.
#pragma once

#include "threads.hpp"

#include <atomic>

namespace published {

struct central_barrier {
    static constexpr int threads = 2;
    std::atomic<int> arrived{0};
    void wait() {
        if (arrived.fetch_add(1) == threads - 1) {
            arrived.store(0);
        } else {
            while (arrived.load() != 0) {
            }
        }
    }
};

struct sense_reversing_barrier {
    static constexpr int threads = 2;
    std::atomic<int> arrived{0};
    std::atomic<bool> sense{false};
    void wait() {
        const bool before = sense.load(std::memory_order_relaxed);
        if (arrived.fetch_add(1, std::memory_order_acq_rel) == threads - 1) {
            arrived.store(0, std::memory_order_relaxed);
            sense.store(!before, std::memory_order_release);
        } else {
            while (sense.load(std::memory_order_acquire) == before) {
            }
        }
    }
};

template <class Barrier>
void barrier() {
    Barrier meeting;
    const auto two_rounds = [&] {
        meeting.wait();
        meeting.wait();
    };
    in_parallel(two_rounds, two_rounds);
}

} // namespace published
