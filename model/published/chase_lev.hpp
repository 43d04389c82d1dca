// The work-stealing deque of Chase and Lev (SPAA 2005), in the C11 form of Lê, Pop, Cohen and Zappa Nardelli (PPoPP
// 2013): the owner pushes and pops at the bottom, thieves steal at the top. Only the last element needs a
// compare-exchange, which pop's seq_cst fence makes safe: without it the owner may miss that the top has moved, while
// the thief misses that the bottom has, and both get the same element.
#pragma once

#include "threads.hpp"

#include <array>
#include <atomic>

namespace published {

template <bool Fenced>
class chase_lev_deque {
public:
    static constexpr int none = 0;

    void push(int value) {
        const long bottom = bottom_.load(std::memory_order_relaxed);
        slots_[static_cast<std::size_t>(bottom)].store(value, std::memory_order_relaxed);
        bottom_.store(bottom + 1, std::memory_order_release);
    }

    int pop() {
        const long bottom = bottom_.load(std::memory_order_relaxed) - 1;
        bottom_.store(bottom, std::memory_order_relaxed);
        if constexpr (Fenced)
            std::atomic_thread_fence(std::memory_order_seq_cst);
        long top = top_.load(std::memory_order_relaxed);
        int taken = none;
        if (top <= bottom)
            taken = slots_[static_cast<std::size_t>(bottom)].load(std::memory_order_relaxed);
        if (top < bottom)
            return taken;
        if (top == bottom &&
            !top_.compare_exchange_strong(top, top + 1, std::memory_order_seq_cst, std::memory_order_relaxed))
            taken = none;
        bottom_.store(bottom + 1, std::memory_order_relaxed);
        return taken;
    }

    int steal() {
        long top = top_.load(std::memory_order_acquire);
        std::atomic_thread_fence(std::memory_order_seq_cst);
        if (top >= bottom_.load(std::memory_order_acquire))
            return none;
        const int taken = slots_[static_cast<std::size_t>(top)].load(std::memory_order_relaxed);
        return top_.compare_exchange_strong(top, top + 1, std::memory_order_seq_cst, std::memory_order_relaxed) ? taken
                                                                                                                : none;
    }

private:
    std::atomic<long> top_{0};
    std::atomic<long> bottom_{0};
    std::array<std::atomic<int>, 2> slots_{};
};

// Two elements; the owner takes one, a thief tries for both.
template <bool Fenced>
void chase_lev() {
    chase_lev_deque<Fenced> deque;
    deque.push(1);
    deque.push(2);
    int popped = 0;
    std::array<int, 2> stolen{};
    in_parallel([&] { popped = deque.pop(); },
                [&] {
                    stolen[0] = deque.steal();
                    stolen[1] = deque.steal();
                });
    assert(popped == 0 || (popped != stolen[0] && popped != stolen[1]));
}

} // namespace published
