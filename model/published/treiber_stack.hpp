// Treiber's stack (Systems Programming: Coping with Parallelism, 1986). A pop reads the next pointer of the node it is
// about to unlink; if another pop has unlinked and freed that node, it reads what is no longer there.
#pragma once

#include "reclamation.hpp"
#include "threads.hpp"

#include <array>
#include <atomic>
#include <utility>

namespace published {

template <class Reclamation>
class treiber_stack {
    struct node {
        int value;
        node* next;
    };

public:
    using collector = typename Reclamation::template collector<node>;

    treiber_stack() = default;
    treiber_stack(const treiber_stack&) = delete;
    treiber_stack& operator=(const treiber_stack&) = delete;
    ~treiber_stack() {
        for (node* each = head_.load(); each != nullptr;)
            delete std::exchange(each, each->next);
    }

    void push(int value) {
        node* const fresh = new node{value, head_.load(std::memory_order_relaxed)};
        while (!head_.compare_exchange_weak(fresh->next, fresh, std::memory_order_release, std::memory_order_relaxed)) {
        }
    }

    // 0 if there is none
    int pop(collector& unlinked) {
        node* top = head_.load(std::memory_order_acquire);
        while (top != nullptr) {
            if (head_.compare_exchange_weak(top, top->next, std::memory_order_acquire)) {
                const int value = top->value;
                unlinked.retire(top);
                return value;
            }
        }
        return 0;
    }

private:
    std::atomic<node*> head_{nullptr};
};

template <class Reclamation>
void treiber() {
    using stack = treiber_stack<Reclamation>;
    stack numbers;
    typename stack::collector first, second;
    std::array<int, 2> got{};
    in_parallel(
        [&] {
            numbers.push(1);
            got[0] = numbers.pop(first);
        },
        [&] {
            numbers.push(2);
            got[1] = numbers.pop(second);
        });
    assert(got[0] + got[1] == 3);
}

} // namespace published
