// Where everything that belongs to model threads lives: one reserved range at an address that is the same in
// every process, so that addresses in the code under test repeat from execution to execution and from run to
// replay. The range has a slot per thread for stacks (guard, stack, thread-local block) and one for arenas.
// Classifying an address is arithmetic on constants. Nothing here allocates; all functions are async-signal-safe.
#pragma once

#include <cstddef>
#include <cstdint>

namespace heddle::model::runtime {

inline constexpr unsigned max_threads = 64;
inline constexpr unsigned no_thread = ~0U;

inline constexpr std::size_t kibibyte = 1024;
inline constexpr std::size_t mebibyte = 1024 * kibibyte;

inline constexpr std::uintptr_t region_base = 0x2000'0000'0000;

// A stack slot, low to high: guard, stack, guard, block of the parked thread whose FS base the fiber uses. The guard
// is larger than most frames, so that an overflow cannot step over it. One slot more than threads: the stack on which
// an overflow is reported.
inline constexpr std::size_t stack_slot_size = 16 * mebibyte;
inline constexpr std::size_t stack_size = 8 * mebibyte;
inline constexpr std::size_t parked_size = 1 * mebibyte;
inline constexpr std::size_t parked_guard_size = 64 * kibibyte;
inline constexpr std::size_t stack_end_offset = stack_slot_size - parked_size;
inline constexpr std::size_t stack_begin_offset = stack_end_offset - stack_size;
inline constexpr std::size_t stacks_size = (max_threads + 1) * stack_slot_size;
inline constexpr unsigned emergency_slot = max_threads;

inline constexpr std::size_t arena_size = 1024 * mebibyte;
inline constexpr std::uintptr_t arenas_base = region_base + 0x10'0000'0000;
inline constexpr std::size_t arenas_size = max_threads * arena_size;

inline constexpr std::size_t region_size = arenas_base + arenas_size - region_base;

static_assert(region_base + stacks_size <= arenas_base);

// Is `address` in a stack slot (stack, guard or thread-local block) of any model thread?
[[nodiscard]] constexpr bool in_stacks(std::uintptr_t address) noexcept { return address - region_base < stacks_size; }

// The thread in whose slot `address` lies; only for addresses for which in_stacks() holds.
[[nodiscard]] constexpr unsigned stack_slot_of(std::uintptr_t address) noexcept {
    return static_cast<unsigned>((address - region_base) / stack_slot_size);
}

[[nodiscard]] constexpr std::uintptr_t stack_slot_base(unsigned slot) noexcept {
    return region_base + slot * stack_slot_size;
}

// Is `address` on the stack proper (neither guard nor thread-local block) of its slot?
[[nodiscard]] constexpr bool on_stack_proper(std::uintptr_t address) noexcept {
    const std::uintptr_t offset = (address - region_base) % stack_slot_size;
    return in_stacks(address) && offset - stack_begin_offset < stack_size;
}

[[nodiscard]] constexpr bool in_guard(std::uintptr_t address) noexcept {
    return in_stacks(address) && (address - region_base) % stack_slot_size < stack_begin_offset;
}

[[nodiscard]] constexpr bool in_arenas(std::uintptr_t address) noexcept { return address - arenas_base < arenas_size; }

[[nodiscard]] constexpr unsigned arena_of(std::uintptr_t address) noexcept {
    return static_cast<unsigned>((address - arenas_base) / arena_size);
}

[[nodiscard]] inline std::uintptr_t stack_pointer() noexcept {
    std::uintptr_t value;
    asm("movq %%rsp, %0" : "=r"(value));
    return value;
}

// Reserves the range (idempotent). Ends the process with a message if something else occupies it.
void reserve_region();

// Makes [base, base + size) of the reserved range readable and writable. Ends the process with a message on failure.
void commit(std::uintptr_t base, std::size_t size);

} // namespace heddle::model::runtime
