// The atomic half of the interface that -fsanitize=thread compiles to. Operations that read are entered through code
// that saves the caller's registers, which tell whether a loop has made a turn in vain.
#include "engine/hooks/atomic_operations.hpp"

using namespace heddle::model;

// NOLINTBEGIN(bugprone-macro-parentheses): the names are the compilers'.
// Defines the function `name`: it saves the registers in the order of caller_registers and goes on to heddle_<name>.
#define HEDDLE_ENTRY(name)                                                                                             \
    asm("        .pushsection .text\n"                                                                                 \
        "        .globl " #name "\n"                                                                                   \
        "        .type " #name ", @function\n" #name ":\n"                                                             \
        "        movq %rbx, heddle_model_caller+0(%rip)\n"                                                             \
        "        movq %rbp, heddle_model_caller+8(%rip)\n"                                                             \
        "        movq %r12, heddle_model_caller+16(%rip)\n"                                                            \
        "        movq %r13, heddle_model_caller+24(%rip)\n"                                                            \
        "        movq %r14, heddle_model_caller+32(%rip)\n"                                                            \
        "        movq %r15, heddle_model_caller+40(%rip)\n"                                                            \
        "        movq %rsp, heddle_model_caller+48(%rip)\n"                                                            \
        "        jmp heddle_" #name "\n"                                                                               \
        "        .size " #name ", . - " #name "\n"                                                                     \
        "        .popsection\n")

#define HEDDLE_TSAN_MODIFY(bits, type, name, kind)                                                                     \
    HEDDLE_ENTRY(__tsan_atomic##bits##_##name);                                                                        \
    type heddle___tsan_atomic##bits##_##name(volatile type* object, type operand, int order) {                         \
        return hooks::modify<type>(object, core::rmw_kind::kind, operand, order, __builtin_return_address(0));         \
    }

#define HEDDLE_TSAN_ATOMIC(bits, type)                                                                                 \
    HEDDLE_ENTRY(__tsan_atomic##bits##_load);                                                                          \
    type heddle___tsan_atomic##bits##_load(const volatile type* object, int order) {                                   \
        return hooks::load<type>(object, order, __builtin_return_address(0));                                          \
    }                                                                                                                  \
    void __tsan_atomic##bits##_store(volatile type* object, type value, int order) {                                   \
        hooks::store<type>(object, value, order, __builtin_return_address(0));                                         \
    }                                                                                                                  \
    HEDDLE_TSAN_MODIFY(bits, type, exchange, exchange)                                                                 \
    HEDDLE_TSAN_MODIFY(bits, type, fetch_add, add)                                                                     \
    HEDDLE_TSAN_MODIFY(bits, type, fetch_sub, subtract)                                                                \
    HEDDLE_TSAN_MODIFY(bits, type, fetch_and, bit_and)                                                                 \
    HEDDLE_TSAN_MODIFY(bits, type, fetch_or, bit_or)                                                                   \
    HEDDLE_TSAN_MODIFY(bits, type, fetch_xor, bit_xor)                                                                 \
    HEDDLE_TSAN_MODIFY(bits, type, fetch_nand, bit_nand)                                                               \
    HEDDLE_ENTRY(__tsan_atomic##bits##_compare_exchange_strong);                                                       \
    int heddle___tsan_atomic##bits##_compare_exchange_strong(volatile type* object, type* expected, type desired,      \
                                                             int success, int failure) {                               \
        return hooks::compare_exchange_in_memory<type>(object, expected, desired, success, failure,                    \
                                                       __builtin_return_address(0));                                   \
    }                                                                                                                  \
    HEDDLE_ENTRY(__tsan_atomic##bits##_compare_exchange_weak);                                                         \
    int heddle___tsan_atomic##bits##_compare_exchange_weak(volatile type* object, type* expected, type desired,        \
                                                           int success, int failure) {                                 \
        return hooks::compare_exchange_in_memory<type>(object, expected, desired, success, failure,                    \
                                                       __builtin_return_address(0));                                   \
    }                                                                                                                  \
    HEDDLE_ENTRY(__tsan_atomic##bits##_compare_exchange_val);                                                          \
    type heddle___tsan_atomic##bits##_compare_exchange_val(volatile type* object, type expected, type desired,         \
                                                           int success, int failure) {                                 \
        return hooks::compare_exchange<type>(object, expected, desired, success, failure,                              \
                                             __builtin_return_address(0));                                             \
    }

extern "C" {
HEDDLE_TSAN_ATOMIC(8, std::uint8_t)
HEDDLE_TSAN_ATOMIC(16, std::uint16_t)
HEDDLE_TSAN_ATOMIC(32, std::uint32_t)
HEDDLE_TSAN_ATOMIC(64, std::uint64_t)
HEDDLE_TSAN_ATOMIC(128, hooks::unsigned_128)

void __tsan_atomic_thread_fence(int order) {
    if (!runtime::in_body()) {
        __atomic_thread_fence(__ATOMIC_SEQ_CST);
        return;
    }
    const core::engine_scope scope;
    const core::memory_order strength = hooks::order_of(order);
    if (strength != core::memory_order::relaxed)
        core::active->fence(strength, __builtin_return_address(0));
}

void __tsan_atomic_signal_fence(int) {}
}
// NOLINTEND(bugprone-macro-parentheses)
