// Two queues whose link is lost because modification order is not the order of execution: both reset a field of their
// node, and another thread sets it. Nothing but happens-before puts the reset first.
#pragma once

#include "threads.hpp"

#include <array>
#include <atomic>

namespace published {

// Vyukov's intrusive queue of many producers and one consumer (1024cores.net), as in snmalloc's message queue, which
// had this bug: the exchange publishes the node with its reset link. If it does not, the next producer's link may be
// older than the reset: the consumer never sees it.
template <std::memory_order Exchange>
void mpsc_push() {
    struct node {
        int value = 0;
        std::atomic<node*> next{nullptr};
    };
    node stub;
    std::array<node, 2> nodes;
    std::atomic<node*> back{&stub};
    const auto push = [&](node& mine, int value) {
        mine.value = value;
        mine.next.store(nullptr, std::memory_order_relaxed);
        node* const before = back.exchange(&mine, Exchange);
        before->next.store(&mine, std::memory_order_release);
    };
    const auto pop_both = [&] {
        int sum = 0;
        const node* front = &stub;
        for (int i = 0; i < 2; ++i) {
            const node* next = nullptr;
            while ((next = front->next.load(std::memory_order_acquire)) == nullptr) {
            }
            sum += next->value;
            front = next;
        }
        assert(sum == 3);
    };
    in_parallel([&] { push(nodes[0], 1); }, [&] { push(nodes[1], 2); }, pop_both);
}

// The lock of Mellor-Crummey and Scott (TOCS 1991), as in DPDK, which had this bug (Oberhauser and others, VSync,
// ASPLOS 2021): the link to the successor publishes that it has raised its flag. If it does not, the unlock may lower a
// flag that counts as raised later, and the successor waits for ever.
template <std::memory_order Link, std::memory_order Follow>
void mcs_lock() {
    struct node {
        std::atomic<node*> next{nullptr};
        std::atomic<bool> waits{false};
    };
    std::array<node, 2> nodes; // one a thread
    std::atomic<node*> tail{nullptr};
    int balance = 0;
    const auto lock = [&](node& mine) {
        mine.next.store(nullptr, std::memory_order_relaxed);
        mine.waits.store(true, std::memory_order_relaxed);
        node* const before = tail.exchange(&mine, std::memory_order_acq_rel);
        if (before == nullptr)
            return;
        before->next.store(&mine, Link);
        while (mine.waits.load(std::memory_order_acquire)) {
        }
    };
    const auto unlock = [&](node& mine) {
        node* expected = &mine;
        if (mine.next.load(Follow) == nullptr &&
            tail.compare_exchange_strong(expected, nullptr, std::memory_order_release, std::memory_order_relaxed))
            return;
        node* after = nullptr;
        while ((after = mine.next.load(Follow)) == nullptr) {
        }
        after->waits.store(false, std::memory_order_release);
    };
    const auto transfer = [&](node& mine, int amount) {
        lock(mine);
        balance += amount;
        unlock(mine);
    };
    in_parallel([&] { transfer(nodes[0], 10); }, [&] { transfer(nodes[1], -10); });
    assert(balance == 0);
}

} // namespace published
