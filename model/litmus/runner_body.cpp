// The one instrumented file of the litmus tests: its atomic operations are the program's, and it has no others. What it
// tells, it writes itself: the engine undoes what it has seen being written.
//
// A program's memory orders are data, so each operation picks among the orders at run time; the compilers pass a
// variable order on as seq_cst, hence one instance for each order.
#include "litmus/runner_body.hpp"

#include <atomic>
#include <memory>
#include <thread>

namespace heddle::model::litmus {
namespace {

using cell = std::atomic<int>;

// Calls action.operator()<order>().
template <class Action>
int with_order(std::memory_order order, Action action) {
    switch (order) {
    case std::memory_order_relaxed:
        return action.template operator()<std::memory_order_relaxed>();
    case std::memory_order_consume:
        return action.template operator()<std::memory_order_consume>();
    case std::memory_order_acquire:
        return action.template operator()<std::memory_order_acquire>();
    case std::memory_order_release:
        return action.template operator()<std::memory_order_release>();
    case std::memory_order_acq_rel:
        return action.template operator()<std::memory_order_acq_rel>();
    case std::memory_order_seq_cst:
        return action.template operator()<std::memory_order_seq_cst>();
    }
    return 0;
}

constexpr bool reads_with(std::memory_order order) {
    return order != std::memory_order_release && order != std::memory_order_acq_rel;
}

constexpr bool writes_with(std::memory_order order) {
    return order == std::memory_order_relaxed || order == std::memory_order_release ||
           order == std::memory_order_seq_cst;
}

int load(const cell& x, std::memory_order order) {
    return with_order(order, [&]<std::memory_order Order>() {
        if constexpr (reads_with(Order))
            return x.load(Order);
        return 0;
    });
}

int store(cell& x, std::memory_order order, int value) {
    return with_order(order, [&]<std::memory_order Order>() {
        if constexpr (writes_with(Order))
            x.store(value, Order);
        return 0;
    });
}

int compare_exchange(cell& x, const step& s, int expected, int desired) {
    with_order(s.order, [&]<std::memory_order Success>() {
        return with_order(s.failure_order, [&]<std::memory_order Failure>() {
            if constexpr (reads_with(Failure))
                x.compare_exchange_strong(expected, desired, Success, Failure);
            return 0;
        });
    });
    return expected; // what was there, whether it succeeded or not
}

int fence(std::memory_order order) {
    return with_order(order, []<std::memory_order Order>() {
        std::atomic_thread_fence(Order);
        return 0;
    });
}

// Returns the value read, or 0.
int carry_out(const step& s, cell& x, int value, int expected) {
    switch (s.kind) {
    case operation_kind::load:
        return load(x, s.order);
    case operation_kind::store:
        return store(x, s.order, value);
    case operation_kind::fetch_add:
        return with_order(s.order, [&]<std::memory_order Order>() { return x.fetch_add(value, Order); });
    case operation_kind::exchange:
        return with_order(s.order, [&]<std::memory_order Order>() { return x.exchange(value, Order); });
    case operation_kind::compare_exchange:
        return compare_exchange(x, s, expected, value);
    case operation_kind::fence:
        return fence(s.order);
    }
    return 0;
}

void run_thread(script& s, cell* memory, std::size_t thread) {
    for (std::size_t position = 0; position < s.length(thread); ++position) {
        const step next = s.at(thread, position);
        const int value = s.value(thread, position), expected = s.expected(thread, position);
        s.read(thread, position) = carry_out(next, memory[next.location], value, expected);
    }
}

} // namespace

void perform(script& s) {
    cell memory[script::max_locations];
    for (std::size_t location = 0; location < s.locations(); ++location)
        std::construct_at(&memory[location], s.initial_value(location));
    std::thread threads[script::max_threads];
    for (std::size_t thread = 0; thread < s.threads(); ++thread)
        threads[thread] = std::thread(run_thread, std::ref(s), memory, thread);
    for (std::size_t thread = 0; thread < s.threads(); ++thread)
        threads[thread].join();
    // Everything happens before these reads, so each has one write to read: the last in modification order.
    for (std::size_t location = 0; location < s.locations(); ++location)
        s.final(location) = memory[location].load(std::memory_order_relaxed);
}

} // namespace heddle::model::litmus
