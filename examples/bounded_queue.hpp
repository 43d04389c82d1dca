// A bounded queue between one producer and one consumer: a ring without locks (Lamport, Specifying Concurrent Program
// Modules, 1983). try_push() is for the producer's thread, try_pop() for the consumer's; neither waits. Between the
// two, "full" and "empty" may be old news. Elements are default-constructed, then assigned.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <optional>
#include <utility>

namespace examples {

template <class T, std::size_t Capacity>
class bounded_queue {
public:
    static constexpr std::size_t capacity = Capacity; // tells the contract when it may be full

    /// Answers false, and leaves the queue as it is, if it is full.
    bool try_push(T value) {
        const std::size_t pushed = pushed_.load(std::memory_order_relaxed); // only this thread writes it
        // acquire: pairs with try_pop(), whose consumer has left the slot
        if (pushed - popped_.load(std::memory_order_acquire) == Capacity)
            return false;
        slots_[pushed % Capacity] = std::move(value);
        pushed_.store(pushed + 1, std::memory_order_release); // publishes the element
        return true;
    }

    /// Answers nothing if the queue is empty.
    std::optional<T> try_pop() {
        const std::size_t popped = popped_.load(std::memory_order_relaxed); // only this thread writes it
        // acquire: pairs with try_push(), whose element is read here
        if (pushed_.load(std::memory_order_acquire) == popped)
            return std::nullopt;
        std::optional<T> value(std::move(slots_[popped % Capacity]));
        popped_.store(popped + 1, std::memory_order_release); // gives the slot back
        return value;
    }

private:
    static_assert(Capacity > 0 && (Capacity & (Capacity - 1)) == 0, "a power of two, so that the counters may wrap");
    std::array<T, Capacity> slots_{};
    std::atomic<std::size_t> pushed_{0};
    std::atomic<std::size_t> popped_{0};
};

} // namespace examples
