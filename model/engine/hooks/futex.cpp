// syscall(), for the sake of futexes: what atomic::wait, semaphores, latches, barriers and futures sleep on, and
// hand-written primitives. Private and shared futexes are the same here; priority inheritance is not modelled.
#include "engine/core/execution.hpp"
#include "engine/core/queues.hpp"
#include "engine/hooks/virtual_time.hpp"
#include "engine/runtime/body.hpp"
#include "engine/runtime/system_call.hpp"

#include <bit>
#include <cerrno>
#include <cstdarg>
#include <linux/futex.h>
#include <optional>
#include <sys/syscall.h>
#include <unistd.h>

namespace heddle::model::hooks {

namespace {

struct system_call_arguments {
    long at[6];
};

[[nodiscard]] bool is_harmless(long number) {
    return number == SYS_gettid || number == SYS_getpid || number == SYS_getcpu || number == SYS_sched_getaffinity;
}

[[nodiscard]] long answer(long result) {
    if (result >= 0)
        return result;
    errno = static_cast<int>(-result);
    return -1;
}

using deadline = std::optional<std::uint64_t>;

// FUTEX_WAIT has a duration, FUTEX_WAIT_BITSET a point in time.
[[nodiscard]] deadline deadline_of(const system_call_arguments& arguments) {
    const auto* const time = reinterpret_cast<const timespec*>(arguments.at[3]);
    if (time == nullptr)
        return std::nullopt;
    if ((arguments.at[1] & FUTEX_CMD_MASK) == FUTEX_WAIT)
        return after(*time);
    return when((arguments.at[1] & FUTEX_CLOCK_REALTIME) != 0 ? CLOCK_REALTIME : CLOCK_MONOTONIC, *time);
}

[[nodiscard]] long wait_on(std::uintptr_t word, std::uint32_t expected, std::uint32_t bitset, deadline until,
                           const void* pc) {
    if (bitset == 0)
        return -EINVAL;
    switch (core::active->compare_and_sleep(word, expected, bitset, until.has_value(), pc)) {
    case core::wait_answer::unequal:
        return -EAGAIN;
    case core::wait_answer::left:
        core::active->elapse(*until, pc);
        return -ETIMEDOUT;
    case core::wait_answer::woken:
        break;
    }
    return 0;
}

[[nodiscard]] long wake(std::uintptr_t word, std::uint32_t count, std::uint32_t bitset, const void* pc) {
    if (bitset == 0)
        return -EINVAL;
    // The kernel wakes one when asked for none or for less.
    const auto wanted = static_cast<std::int32_t>(count) < 1 ? core::word{1} : core::word{count};
    return std::popcount(static_cast<std::uint64_t>(core::active->wake(word, wanted, bitset, pc)));
}

[[nodiscard]] int bits(core::word threads) { return std::popcount(static_cast<std::uint64_t>(threads)); }

// Wakes some and lets others wait at the second word.
[[nodiscard]] long requeue(const system_call_arguments& arguments, bool compares, const void* pc) {
    const auto from = static_cast<std::uintptr_t>(arguments.at[0]);
    const auto to = static_cast<std::uintptr_t>(arguments.at[4]);
    const auto to_wake = static_cast<std::int32_t>(arguments.at[2]);
    const auto to_move = static_cast<std::int32_t>(arguments.at[3]);
    if (to_wake < 0 || to_move < 0)
        return -EINVAL;
    if (compares && core::active->read(from, 4, core::memory_order::relaxed, pc) !=
                        core::word{static_cast<std::uint32_t>(arguments.at[5])})
        return -EAGAIN;
    int answer = 0;
    if (to_wake > 0)
        answer += bits(core::active->wake(from, static_cast<core::word>(to_wake), core::every_bit, pc));
    if (to_move > 0)
        answer += bits(core::active->requeue(from, to, static_cast<core::word>(to_move), pc));
    return answer;
}

[[nodiscard]] long futex(const system_call_arguments& arguments, const void* pc) {
    const core::engine_scope scope;
    const auto word = static_cast<std::uintptr_t>(arguments.at[0]);
    const auto operation = static_cast<int>(arguments.at[1]) & FUTEX_CMD_MASK;
    const auto value = static_cast<std::uint32_t>(arguments.at[2]);
    const auto bitset = static_cast<std::uint32_t>(arguments.at[5]);
    if (word % sizeof(std::uint32_t) != 0)
        return -EINVAL;
    switch (operation) {
    case FUTEX_WAIT:
        return wait_on(word, value, FUTEX_BITSET_MATCH_ANY, deadline_of(arguments), pc);
    case FUTEX_WAIT_BITSET:
        return wait_on(word, value, bitset, deadline_of(arguments), pc);
    case FUTEX_WAKE:
        return wake(word, value, FUTEX_BITSET_MATCH_ANY, pc);
    case FUTEX_WAKE_BITSET:
        return wake(word, value, bitset, pc);
    case FUTEX_REQUEUE:
        return requeue(arguments, false, pc);
    case FUTEX_CMP_REQUEUE:
        return requeue(arguments, true, pc);
    default:
        core::unsupported("futex operation " + std::to_string(operation), pc);
    }
}

} // namespace

} // namespace heddle::model::hooks

using namespace heddle::model;

extern "C" long syscall(long number, ...) noexcept {
    hooks::system_call_arguments arguments;
    va_list list;
    va_start(list, number);
    for (long& each : arguments.at)
        each = va_arg(list, long);
    va_end(list);
    const void* const pc = __builtin_return_address(0);
    if (runtime::in_body() && number == SYS_futex)
        return hooks::answer(hooks::futex(arguments, pc));
    if (runtime::in_body() && !hooks::is_harmless(number)) {
        const core::engine_scope scope;
        core::unsupported("system call " + std::to_string(number), pc);
    }
    const auto& at = arguments.at;
    return hooks::answer(runtime::system_call(number, at[0], at[1], at[2], at[3], at[4], at[5]));
}
