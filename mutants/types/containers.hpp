// Small queues and stacks, sound as they stand, with mistakes that can be switched on.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace types {

struct locked_faults {
    bool pushes_without_the_lock = false;
    bool keeps_what_it_pops = false;
    bool drops_the_seventh = false;
};

/// A deque under a lock, from which elements go out at the front.
template <class Value, locked_faults Faults = locked_faults{}>
class locked_container {
public:
    using value_type = Value;

    void push(const Value& element) requires std::copy_constructible<Value> { insert(element); }
    void push(Value&& element) { insert(std::move(element)); }

protected:
    std::optional<Value> take(bool newest) {
        const std::lock_guard held(lock_);
        if (elements_.empty())
            return std::nullopt;
        Value& next = newest ? elements_.back() : elements_.front();
        std::optional<Value> taken(std::move(next));
        if constexpr (Faults.keeps_what_it_pops)
            return taken;
        newest ? elements_.pop_back() : elements_.pop_front();
        return taken;
    }

private:
    template <class Element>
    void insert(Element&& element) {
        std::unique_lock held(lock_, std::defer_lock);
        if constexpr (!Faults.pushes_without_the_lock)
            held.lock();
        if (Faults.drops_the_seventh && elements_.size() == 6)
            return;
        elements_.push_back(std::forward<Element>(element));
    }

    std::mutex lock_;
    std::deque<Value> elements_;
};

template <class Value, locked_faults Faults = locked_faults{}>
class locked_queue : public locked_container<Value, Faults> {
public:
    std::optional<Value> try_pop() { return this->take(false); }
};

template <class Value, locked_faults Faults = locked_faults{}>
class locked_stack : public locked_container<Value, Faults> {
public:
    std::optional<Value> try_pop() { return this->take(true); }
};

/// Takes `capacity` elements.
template <class Value>
class locked_spsc_queue {
public:
    using value_type = Value;
    explicit locked_spsc_queue(std::size_t capacity) : capacity_(capacity) {}

    bool try_push(Value element) {
        const std::lock_guard held(lock_);
        if (elements_.size() == capacity_)
            return false;
        elements_.push_back(std::move(element));
        return true;
    }
    std::optional<Value> try_pop() {
        const std::lock_guard held(lock_);
        if (elements_.empty())
            return std::nullopt;
        std::optional<Value> taken(std::move(elements_.front()));
        elements_.pop_front();
        return taken;
    }

private:
    std::size_t capacity_;
    std::mutex lock_;
    std::deque<Value> elements_;
};

/// An array under a lock that spins, with room for `Capacity` elements; speaks with bool and references.
template <class Value, std::size_t Capacity, bool NewestFirst>
class small_container {
public:
    using value_type = Value;
    static constexpr std::size_t capacity = Capacity;

    bool push(const Value& element) {
        const spinning held(busy_);
        if (count_ == Capacity)
            return false;
        elements_[(first_ + count_++) % Capacity] = element;
        return true;
    }

    bool try_pop(Value& element) {
        const spinning held(busy_);
        if (count_ == 0)
            return false;
        element = elements_[(first_ + (NewestFirst ? count_ - 1 : 0)) % Capacity];
        first_ += NewestFirst ? 0 : 1;
        --count_;
        return true;
    }

private:
    struct spinning {
        explicit spinning(std::atomic<bool>& which) : busy(which) {
            while (busy.exchange(true, std::memory_order_acquire)) // pairs with the store below
                std::this_thread::yield();
        }
        spinning(const spinning&) = delete;
        spinning& operator=(const spinning&) = delete;
        ~spinning() { busy.store(false, std::memory_order_release); } // publishes the elements
        std::atomic<bool>& busy;
    };

    std::atomic<bool> busy_{false};
    std::array<Value, Capacity> elements_{};
    std::size_t first_ = 0; // where the oldest element is
    std::size_t count_ = 0; // elements
};

struct ring_faults {
    std::memory_order publish = std::memory_order_release; // a cell to the other side
    std::memory_order look = std::memory_order_acquire;    // pairs with publish
    bool forgets_when_it_is_full = false;
};

/// The ring of one producer and one consumer (L. Lamport 1977).
template <class Value, ring_faults Faults = ring_faults{}>
class spsc_ring {
public:
    using value_type = Value;
    explicit spsc_ring(std::size_t capacity)
        : size_(capacity + 1), cells_(std::make_unique<std::optional<Value>[]>(size_)) {}

    bool try_push(Value element) {
        const std::size_t tail = tail_.load(std::memory_order_relaxed); // own
        const std::size_t next = (tail + 1) % size_;
        if (!Faults.forgets_when_it_is_full && next == head_.load(Faults.look))
            return false;
        cells_[tail].emplace(std::move(element));
        tail_.store(next, Faults.publish);
        return true;
    }

    std::optional<Value> try_pop() {
        const std::size_t head = head_.load(std::memory_order_relaxed); // own
        if (head == tail_.load(Faults.look))
            return std::nullopt;
        std::optional<Value> taken(std::move(cells_[head]));
        cells_[head].reset();
        head_.store((head + 1) % size_, Faults.publish);
        return taken;
    }

private:
    std::size_t size_; // one cell stays empty
    std::unique_ptr<std::optional<Value>[]> cells_;
    std::atomic<std::size_t> head_{0}; // written by the consumer
    std::atomic<std::size_t> tail_{0}; // written by the producer
};

struct linked_faults {
    std::memory_order link = std::memory_order_release; // publishes a node
    std::memory_order look = std::memory_order_acquire; // pairs with link
    bool links_in_two_steps = false;
    bool pops_in_two_steps = false;
    bool leaks = false;
};

/// A list with an empty node in front, whose last node may be one ahead of its tail (M. Michael and M. Scott 1996). All
/// nodes are kept until the queue goes, so that no address comes back.
template <class Value, linked_faults Faults = linked_faults{}>
class linked_queue {
public:
    using value_type = Value;

    linked_queue() = default;
    linked_queue(const linked_queue&) = delete;
    linked_queue& operator=(const linked_queue&) = delete;
    ~linked_queue() {
        for (node* one = Faults.leaks ? nullptr : first_; one;)
            delete std::exchange(one, one->next.load(std::memory_order_relaxed)); // alone
    }

    void push(Value element) {
        node* const mine = new node;
        mine->element.emplace(std::move(element));
        for (;;) {
            node* last = tail_.load(Faults.look);
            node* next = last->next.load(Faults.look);
            if (next) {
                tail_.compare_exchange_strong(last, next, Faults.link, std::memory_order_relaxed);
            } else if (link(*last, mine)) {
                tail_.compare_exchange_strong(last, mine, Faults.link, std::memory_order_relaxed);
                return;
            }
        }
    }

    std::optional<Value> try_pop() {
        node* before = head_.load(Faults.look);
        for (;;) {
            node* const next = before->next.load(Faults.look);
            if (!next)
                return std::nullopt;
            if constexpr (Faults.pops_in_two_steps)
                head_.store(next, Faults.link);
            else if (!head_.compare_exchange_weak(before, next, Faults.link, Faults.look))
                continue;
            std::optional<Value> taken(std::move(next->element)); // nobody else's now
            next->element.reset();
            return taken;
        }
    }

private:
    struct node {
        std::optional<Value> element;
        std::atomic<node*> next{nullptr};
    };

    static bool link(node& last, node* mine) {
        node* expected = nullptr;
        if constexpr (Faults.links_in_two_steps) {
            last.next.store(mine, Faults.link);
            return true;
        } else {
            return last.next.compare_exchange_strong(expected, mine, Faults.link, std::memory_order_relaxed);
        }
    }

    node* first_ = new node;
    std::atomic<node*> head_{first_}; // before the first element
    std::atomic<node*> tail_{first_}; // the last node or the one before
};

struct treiber_faults {
    std::memory_order push = std::memory_order_release; // publishes the node
    std::memory_order pop = std::memory_order_acquire;  // pairs with push
    bool pushes_in_two_steps = false;
    bool pops_in_two_steps = false;
    bool deletes_at_once = false;
    bool leaks = false;
};

/// A list of nodes (R. K. Treiber 1986). Popped nodes are kept until the stack goes, so that nobody who still looks at
/// one is surprised and no address comes back.
template <class Value, treiber_faults Faults = treiber_faults{}>
class treiber_stack {
public:
    using value_type = Value;

    treiber_stack() = default;
    treiber_stack(const treiber_stack&) = delete;
    treiber_stack& operator=(const treiber_stack&) = delete;
    ~treiber_stack() {
        if constexpr (!Faults.leaks)
            free_all(top_.load(std::memory_order_relaxed)); // alone
        free_all(retired_.load(std::memory_order_relaxed));
    }

    void push(Value element) { put(top_, new node(std::move(element)), &node::next); }

    std::optional<Value> try_pop() {
        node* taken = top_.load(Faults.pop);
        while (taken && !take(taken)) {
        }
        if (!taken)
            return std::nullopt;
        std::optional<Value> result(std::move(*taken->element));
        if constexpr (Faults.deletes_at_once) {
            delete taken;
        } else {
            taken->element.reset();
            put(retired_, taken, &node::next_retired);
        }
        return result;
    }

private:
    struct node {
        explicit node(Value&& value) : element(std::move(value)) {}
        std::optional<Value> element;
        node* next = nullptr;         // written before the node is published
        node* next_retired = nullptr; // written by who popped it
    };

    static void put(std::atomic<node*>& list, node* one, node* node::*link) {
        one->*link = list.load(std::memory_order_relaxed);
        if constexpr (Faults.pushes_in_two_steps)
            list.store(one, Faults.push);
        else
            while (!list.compare_exchange_weak(one->*link, one, Faults.push, std::memory_order_relaxed)) {
            }
    }

    bool take(node*& taken) {
        if constexpr (Faults.pops_in_two_steps) {
            top_.store(taken->next, std::memory_order_release);
            return true;
        } else {
            return top_.compare_exchange_weak(taken, taken->next, Faults.pop, Faults.pop);
        }
    }

    static void free_all(node* list) {
        while (list) {
            // A node is on one list only: link of what was popped is next_retired.
            node* const next = list->element ? list->next : list->next_retired;
            delete list;
            list = next;
        }
    }

    std::atomic<node*> top_{nullptr};
    std::atomic<node*> retired_{nullptr};
};

} // namespace types
