// A lock-free stack of numbers (Treiber, Systems Programming: Coping with Parallelism, 1986). Nodes that were popped
// are kept until the stack dies: nobody reads freed memory, and no address comes twice (ABA). Any thread may call
// anything; the destructor comes after all of them. Throws std::bad_alloc.
#pragma once

#include <atomic>
#include <optional>
#include <utility>

namespace examples {

class lock_free_stack {
    struct node {
        int value;
        node* below;
        node* next_retired = nullptr;
    };

public:
    lock_free_stack() = default;
    lock_free_stack(const lock_free_stack&) = delete;
    lock_free_stack& operator=(const lock_free_stack&) = delete;
    ~lock_free_stack() {
        for (node* each = top_.load(std::memory_order_relaxed); each != nullptr;) // the last thread to use the stack
            delete std::exchange(each, each->below);
        for (node* each = retired_.load(std::memory_order_relaxed); each != nullptr;) // the same
            delete std::exchange(each, each->next_retired);
    }

    void push(int value) {
        node* const fresh = new node{value, top_.load(std::memory_order_relaxed)}; // the exchange below checks it
        // release: publishes the node to pop() and top(); relaxed on failure: the value is only tried again
        while (!top_.compare_exchange_weak(fresh->below, fresh, std::memory_order_release, std::memory_order_relaxed)) {
        }
    }

    std::optional<int> pop() {
        node* popped = top_.load(std::memory_order_acquire); // pairs with push(): the node is read
        // acquire on failure for the same reason; relaxed on success: what is published stays so through any exchange
        while (popped != nullptr && !top_.compare_exchange_weak(popped, popped->below, std::memory_order_relaxed,
                                                                std::memory_order_acquire)) {
        }
        if (popped == nullptr)
            return std::nullopt;
        retire(popped);
        return popped->value;
    }

    std::optional<int> top() const {
        const node* const found = top_.load(std::memory_order_acquire); // pairs with push(): the node is read
        return found == nullptr ? std::nullopt : std::optional(found->value);
    }

private:
    void retire(node* popped) {
        popped->next_retired = retired_.load(std::memory_order_relaxed); // the exchange below checks it
        // relaxed: only the destructor reads the list, after all threads
        while (!retired_.compare_exchange_weak(popped->next_retired, popped, std::memory_order_relaxed)) {
        }
    }

    std::atomic<node*> top_{nullptr};
    std::atomic<node*> retired_{nullptr};
};

} // namespace examples
