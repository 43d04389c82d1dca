// Mutual exclusion from loads and stores: Dekker's entry protocol (Dijkstra 1965) and Peterson's algorithm (Myths about
// the mutual exclusion problem, 1981). A thread says that it wants to enter, then looks at the other: seq_cst keeps the
// two in this order for all. With release and acquire each may miss the other's flag, and both enter.
#pragma once

#include "threads.hpp"

#include <array>
#include <atomic>

namespace published {

// Who sees the other's flag stays out.
template <std::memory_order Store, std::memory_order Load>
void dekker() {
    std::array<std::atomic<bool>, 2> wants{};
    [[maybe_unused]] int balance = 0; // what one at a time may change
    const auto transfer = [&](std::size_t me, int amount) {
        wants[me].store(true, Store);
        if (!wants[1 - me].load(Load))
            balance += amount;
    };
    in_parallel([&] { transfer(0, 10); }, [&] { transfer(1, -10); });
}

// Who sees the other's flag waits until the other has left or lets it go first.
template <std::memory_order Store, std::memory_order Load>
void peterson() {
    std::array<std::atomic<bool>, 2> interested{};
    std::atomic<std::size_t> turn{0};
    int balance = 0;
    const auto transfer = [&](std::size_t me, int amount) {
        const std::size_t other = 1 - me;
        interested[me].store(true, Store);
        turn.store(other, Store);
        while (interested[other].load(Load) && turn.load(Load) == other) {
        }
        balance += amount;
        interested[me].store(false, Store);
    };
    in_parallel([&] { transfer(0, 10); }, [&] { transfer(1, -10); });
    assert(balance == 0);
}

} // namespace published
