// A ring with words of its own, in those of the channel contract: bounded, never waiting, one producer.
#pragma once

#include <atomic>
#include <cstddef>
#include <vector>

#include <heddle/adapt.hpp>

namespace rings {

template <class T>
class ring {
public:
    explicit ring(std::size_t capacity) : slots_(capacity + 1) {}
    bool enqueue(T value) {
        const std::size_t end = end_.load(std::memory_order_relaxed); // only the producer changes it
        // acquire: the consumer has taken what was in the slot.
        if (after(end) == begin_.load(std::memory_order_acquire))
            return false;
        slots_[end] = value;
        end_.store(after(end), std::memory_order_release); // publishes the slot
        return true;
    }
    bool try_dequeue(T& value) {
        const std::size_t begin = begin_.load(std::memory_order_relaxed); // only the consumer changes it
        // acquire: what the producer wrote to the slot.
        if (begin == end_.load(std::memory_order_acquire))
            return false;
        value = slots_[begin];
        begin_.store(after(begin), std::memory_order_release); // gives the slot back
        return true;
    }

private:
    [[nodiscard]] std::size_t after(std::size_t place) const { return place + 1 == slots_.size() ? 0 : place + 1; }

    std::vector<T> slots_;
    std::atomic<std::size_t> begin_{0};
    std::atomic<std::size_t> end_{0};
};

} // namespace rings

struct ring_as_channel : rings::ring<int> {
    static constexpr std::size_t capacity = 4;
    static constexpr bool single_sender = true;
    ring_as_channel() : ring(capacity) {}
    bool push(int value) { return enqueue(value); }
    bool pop(int& value) { return try_dequeue(value); }
};

template <>
struct heddle::adapt<rings::ring<int>> {
    using type = ring_as_channel;
};
