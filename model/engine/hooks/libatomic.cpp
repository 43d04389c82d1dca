// The functions of libatomic that compilers call for 16-byte atomic objects, and for larger ones, which the engine does
// not model. They are defined here under their assembler names, because compilers have their own idea of their types.
#include "engine/hooks/atomic_operations.hpp"
#include "engine/runtime/real.hpp"

using namespace heddle::model;
using wide = hooks::unsigned_128;

namespace {

// What is done outside a body goes on to libatomic, if it is there.
template <typename Function>
[[nodiscard]] Function* next(const char* name) {
    return runtime::real<Function>(name);
}

// Calls operate(Integer{}) for the integer of that size; other sizes, and objects that are not aligned, are not
// modelled.
template <typename Operation>
auto with_integer(std::size_t size, const volatile void* object, const char* name, const void* pc, Operation operate) {
    switch (reinterpret_cast<std::uintptr_t>(object) % size == 0 ? size : 0) {
    case 1:
        return operate(std::uint8_t{});
    case 2:
        return operate(std::uint16_t{});
    case 4:
        return operate(std::uint32_t{});
    case 8:
        return operate(std::uint64_t{});
    case 16:
        return operate(wide{});
    default:
        break;
    }
    const core::engine_scope scope;
    core::unsupported(std::string(name) + " (an atomic object of unusual size)", pc);
}

template <typename Integer>
[[nodiscard]] Integer value_at(const void* memory) {
    Integer value;
    __builtin_memcpy(&value, memory, sizeof value);
    return value;
}

} // namespace

#define HEDDLE_WIDE_MODIFY(name, kind)                                                                                 \
    wide heddle_##name##_16(volatile wide* object, wide operand, int order) asm("__atomic_" #name "_16");              \
    wide heddle_##name##_16(volatile wide* object, wide operand, int order) {                                          \
        return runtime::in_body()                                                                                      \
                   ? hooks::modify<wide>(object, core::rmw_kind::kind, operand, order, __builtin_return_address(0))    \
                   : next<wide(volatile wide*, wide, int)>("__atomic_" #name "_16")(object, operand, order);           \
    }

extern "C" {
wide heddle_load_16(const volatile wide* object, int order) asm("__atomic_load_16");
wide heddle_load_16(const volatile wide* object, int order) {
    return runtime::in_body() ? hooks::load<wide>(object, order, __builtin_return_address(0))
                              : next<wide(const volatile wide*, int)>("__atomic_load_16")(object, order);
}

void heddle_store_16(volatile wide* object, wide value, int order) asm("__atomic_store_16");
void heddle_store_16(volatile wide* object, wide value, int order) {
    if (runtime::in_body())
        hooks::store<wide>(object, value, order, __builtin_return_address(0));
    else
        next<void(volatile wide*, wide, int)>("__atomic_store_16")(object, value, order);
}

bool heddle_compare_exchange_16(volatile wide* object, wide* expected, wide desired, int success,
                                int failure) asm("__atomic_compare_exchange_16");
bool heddle_compare_exchange_16(volatile wide* object, wide* expected, wide desired, int success, int failure) {
    if (!runtime::in_body())
        return next<bool(volatile wide*, wide*, wide, int, int)>("__atomic_compare_exchange_16")(
            object, expected, desired, success, failure);
    return hooks::compare_exchange_in_memory<wide>(object, expected, desired, success, failure,
                                                   __builtin_return_address(0)) != 0;
}

HEDDLE_WIDE_MODIFY(exchange, exchange)
HEDDLE_WIDE_MODIFY(fetch_add, add)
HEDDLE_WIDE_MODIFY(fetch_sub, subtract)
HEDDLE_WIDE_MODIFY(fetch_and, bit_and)
HEDDLE_WIDE_MODIFY(fetch_or, bit_or)
HEDDLE_WIDE_MODIFY(fetch_xor, bit_xor)
HEDDLE_WIDE_MODIFY(fetch_nand, bit_nand)

void heddle_load_any(std::size_t size, const void* object, void* result, int order) asm("__atomic_load");
void heddle_load_any(std::size_t size, const void* object, void* result, int order) {
    const void* const pc = __builtin_return_address(0);
    if (!runtime::in_body())
        return next<void(std::size_t, const void*, void*, int)>("__atomic_load")(size, object, result, order);
    with_integer(size, object, "__atomic_load", pc, [&]<typename Integer>(Integer) {
        const Integer value = hooks::load(static_cast<const volatile Integer*>(object), order, pc);
        __builtin_memcpy(result, &value, sizeof value);
    });
}

void heddle_store_any(std::size_t size, void* object, void* value, int order) asm("__atomic_store");
void heddle_store_any(std::size_t size, void* object, void* value, int order) {
    const void* const pc = __builtin_return_address(0);
    if (!runtime::in_body())
        return next<void(std::size_t, void*, void*, int)>("__atomic_store")(size, object, value, order);
    with_integer(size, object, "__atomic_store", pc, [&]<typename Integer>(Integer) {
        hooks::store(static_cast<volatile Integer*>(object), value_at<Integer>(value), order, pc);
    });
}

void heddle_exchange_any(std::size_t size, void* object, void* value, void* result, int order) asm("__atomic_exchange");
void heddle_exchange_any(std::size_t size, void* object, void* value, void* result, int order) {
    const void* const pc = __builtin_return_address(0);
    if (!runtime::in_body())
        return next<void(std::size_t, void*, void*, void*, int)>("__atomic_exchange")(size, object, value, result,
                                                                                      order);
    with_integer(size, object, "__atomic_exchange", pc, [&]<typename Integer>(Integer) {
        const Integer before = hooks::modify(static_cast<volatile Integer*>(object), core::rmw_kind::exchange,
                                             value_at<Integer>(value), order, pc);
        __builtin_memcpy(result, &before, sizeof before);
    });
}

bool heddle_compare_exchange_any(std::size_t size, void* object, void* expected, void* desired, int success,
                                 int failure) asm("__atomic_compare_exchange");
bool heddle_compare_exchange_any(std::size_t size, void* object, void* expected, void* desired, int success,
                                 int failure) {
    const void* const pc = __builtin_return_address(0);
    if (!runtime::in_body())
        return next<bool(std::size_t, void*, void*, void*, int, int)>("__atomic_compare_exchange")(
            size, object, expected, desired, success, failure);
    return with_integer(size, object, "__atomic_compare_exchange", pc, [&]<typename Integer>(Integer) {
        return hooks::compare_exchange_in_memory(static_cast<volatile Integer*>(object),
                                                 static_cast<Integer*>(expected), value_at<Integer>(desired), success,
                                                 failure, pc) != 0;
    });
}
}
