// Atomic operations as the body's hooks do them, for every width: in the body of an exploration each is an event;
// anywhere else (the host, other operating system threads) it is the machine's own, sequentially consistent.
#pragma once

#include "engine/core/replay.hpp"
#include "engine/hooks/waiter_pool.hpp"
#include "engine/runtime/body.hpp"
#include "engine/runtime/memory.hpp"

#include <atomic>

namespace heddle::model::hooks {

using core::memory_order;
using core::rmw_kind;
using core::word;

__extension__ using unsigned_128 = unsigned __int128;

// Compilers add flags above the order's three bits; consume is acquire.
[[nodiscard]] inline memory_order order_of(int order) {
    const auto plain = static_cast<memory_order>(static_cast<unsigned>(order) & 7U);
    return plain == memory_order::consume ? memory_order::acquire : plain;
}

template <typename Integer>
[[nodiscard]] std::uintptr_t address_of(const volatile Integer* object) {
    return reinterpret_cast<std::uintptr_t>(object);
}

template <typename Integer>
[[nodiscard]] bool needs_fence(const volatile Integer* object, memory_order order) {
    return sizeof(Integer) == sizeof(int) && order == memory_order::seq_cst && counts_waiters(address_of(object));
}

// Outside an exploration 16-byte operations need no speed, and so no libatomic: one lock for all.
inline std::atomic_flag wide_lock = ATOMIC_FLAG_INIT;

template <typename Integer, typename Change>
Integer change_natively(volatile Integer* object, Change change) {
    if constexpr (sizeof(Integer) <= 8) {
        Integer before = __atomic_load_n(object, __ATOMIC_SEQ_CST);
        while (
            !__atomic_compare_exchange_n(object, &before, change(before), false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
        }
        return before;
    } else {
        while (wide_lock.test_and_set(std::memory_order_acquire)) {
        }
        const Integer before = *object;
        *object = change(before);
        wide_lock.clear(std::memory_order_release);
        return before;
    }
}

// Does not write, as the object may be read-only.
template <typename Integer>
Integer load_natively(const volatile Integer* object) {
    if constexpr (sizeof(Integer) <= 8)
        return __atomic_load_n(object, __ATOMIC_SEQ_CST);
    else
        return change_natively(const_cast<volatile Integer*>(object), [](Integer value) { return value; });
}

template <typename Integer>
Integer load(const volatile Integer* object, int order, const void* pc) {
    if (!runtime::in_body())
        return load_natively(object);
    const core::engine_scope scope;
    core::active->visit(address_of(object), pc);
    if (needs_fence(object, order_of(order))) [[unlikely]]
        core::active->fence(memory_order::seq_cst, pc);
    return static_cast<Integer>(core::active->read(address_of(object), sizeof(Integer), order_of(order), pc));
}

template <typename Integer>
void store(volatile Integer* object, Integer value, int order, const void* pc) {
    if (!runtime::in_body()) {
        change_natively(object, [value](Integer) { return value; });
        return;
    }
    const core::engine_scope scope;
    core::active->write(address_of(object), sizeof(Integer), value, order_of(order), pc);
}

template <typename Integer>
[[nodiscard]] Integer applied(rmw_kind kind, Integer before, Integer operand) {
    word result = 0;
    (void)core::apply(kind, {operand, 0, {}, {}}, sizeof(Integer), before, result);
    return static_cast<Integer>(result);
}

template <typename Integer>
Integer modify(volatile Integer* object, rmw_kind kind, Integer operand, int order, const void* pc) {
    if (!runtime::in_body())
        return change_natively(object, [=](Integer before) { return applied(kind, before, operand); });
    const core::engine_scope scope;
    core::active->visit(address_of(object), pc);
    bool done = false;
    const core::rmw_operands operands{operand, 0, order_of(order), order_of(order)};
    const core::word before = core::active->rmw(address_of(object), sizeof(Integer), kind, operands, pc, done);
    if (needs_fence(object, order_of(order))) [[unlikely]]
        core::active->fence(memory_order::seq_cst, pc);
    return static_cast<Integer>(before);
}

template <typename Integer>
Integer compare_exchange(volatile Integer* object, Integer expected, Integer desired, int success, int failure,
                         const void* pc) {
    if (!runtime::in_body())
        return change_natively(object, [=](Integer before) { return before == expected ? desired : before; });
    const core::engine_scope scope;
    core::active->visit(address_of(object), pc);
    bool done = false;
    const core::rmw_operands operands{desired, expected, order_of(success), order_of(failure)};
    return static_cast<Integer>(
        core::active->rmw(address_of(object), sizeof(Integer), rmw_kind::compare_exchange, operands, pc, done));
}

// gcc's form: `expected` is memory, read before and written after a failure.
template <typename Integer>
int compare_exchange_in_memory(volatile Integer* object, Integer* expected, Integer desired, int success, int failure,
                               const void* pc) {
    const Integer wanted = *expected;
    const Integer found = compare_exchange(object, wanted, desired, success, failure, pc);
    if (found == wanted)
        return 1;
    if (runtime::in_body()) {
        const core::engine_scope scope;
        runtime::plain_write(expected, sizeof(Integer), pc);
    }
    *expected = found;
    return 0;
}

} // namespace heddle::model::hooks
