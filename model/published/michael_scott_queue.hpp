// The queue of Michael and Scott (PODC 1996): a list that begins with a node without a value; who dequeues makes the
// second node the first. Others may still look at the one that was the first: freeing it at once is too early.
#pragma once

#include "reclamation.hpp"
#include "threads.hpp"

#include <array>
#include <atomic>
#include <utility>

namespace published {

template <class Reclamation>
class michael_scott_queue {
    struct node {
        int value = 0;
        std::atomic<node*> next{nullptr};
    };

public:
    using collector = typename Reclamation::template collector<node>;

    michael_scott_queue() : head_(new node), tail_(head_.load()) {}
    michael_scott_queue(const michael_scott_queue&) = delete;
    michael_scott_queue& operator=(const michael_scott_queue&) = delete;
    ~michael_scott_queue() {
        for (node* each = head_.load(); each != nullptr;)
            delete std::exchange(each, each->next.load());
    }

    void enqueue(int value) {
        node* const fresh = new node;
        fresh->value = value;
        for (;;) {
            node* last = tail_.load(std::memory_order_acquire);
            node* next = last->next.load(std::memory_order_acquire);
            if (next != nullptr) { // another enqueue is half done
                tail_.compare_exchange_strong(last, next, std::memory_order_acq_rel);
            } else if (last->next.compare_exchange_strong(next, fresh, std::memory_order_acq_rel)) {
                tail_.compare_exchange_strong(last, fresh, std::memory_order_acq_rel);
                return;
            }
        }
    }

    // 0 if there is none
    int dequeue(collector& unlinked) {
        for (;;) {
            node* first = head_.load(std::memory_order_acquire);
            node* last = tail_.load(std::memory_order_acquire);
            node* const next = first->next.load(std::memory_order_acquire);
            if (next == nullptr)
                return 0;
            if (first == last) {
                tail_.compare_exchange_strong(last, next, std::memory_order_acq_rel);
            } else if (head_.compare_exchange_strong(first, next, std::memory_order_acq_rel)) {
                const int value = next->value;
                unlinked.retire(first);
                return value;
            }
        }
    }

private:
    std::atomic<node*> head_;
    std::atomic<node*> tail_;
};

template <class Reclamation>
void michael_scott() {
    using queue = michael_scott_queue<Reclamation>;
    queue numbers;
    typename queue::collector first, second;
    std::array<int, 2> got{};
    in_parallel(
        [&] {
            numbers.enqueue(1);
            got[0] = numbers.dequeue(first);
        },
        [&] {
            numbers.enqueue(2);
            got[1] = numbers.dequeue(second);
        });
    assert(got[0] + got[1] == 3);
}

} // namespace published
