// Clocks show virtual time and sleeping lets it pass; see core/time.cpp. What a thread may do while another sleeps is
// explored in any case: no order between threads comes from time.
#include "engine/hooks/virtual_time.hpp"

#include "engine/runtime/body.hpp"
#include "engine/runtime/memory.hpp"
#include "engine/runtime/real.hpp"

#include <algorithm>
#include <cerrno>
#include <sys/time.h>
#include <threads.h>
#include <unistd.h>

namespace heddle::model::hooks {

namespace {

constexpr std::uint64_t second = 1'000'000'000;
// What the clocks show when an execution begins: 2026 for those that tell the date, some uptime for the others.
constexpr std::uint64_t first_date = 1'767'225'600 * second;
constexpr std::uint64_t first_uptime = 1'000 * second;

[[nodiscard]] std::uint64_t beginning(clockid_t clock) {
    const bool tells_date = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI;
    return tells_date ? first_date : first_uptime;
}

[[nodiscard]] timespec as_timespec(std::uint64_t nanoseconds) {
    return {static_cast<std::time_t>(nanoseconds / second), static_cast<long>(nanoseconds % second)};
}

[[nodiscard]] bool is_valid(const timespec& time) {
    return time.tv_sec >= 0 && time.tv_nsec >= 0 && time.tv_nsec < static_cast<long>(second);
}

// No later than in a few hundred years.
[[nodiscard]] std::uint64_t as_nanoseconds(const timespec& time) {
    constexpr std::time_t forever = 1L << 33;
    if (time.tv_sec < 0)
        return 0;
    return static_cast<std::uint64_t>(std::min(time.tv_sec, forever)) * second +
           static_cast<std::uint64_t>(time.tv_nsec);
}

// The result of a call goes to memory that the body may share.
template <class Value>
void give(Value* where, const Value& value, const void* pc) {
    if (where == nullptr)
        return;
    runtime::plain_write(where, sizeof value, pc);
    *where = value;
}

int pause_until(std::uint64_t moment, const void* pc) {
    core::active->elapse(moment, pc);
    return 0;
}

} // namespace

timespec read_clock(clockid_t clock) { return as_timespec(beginning(clock) + core::active->now()); }

std::uint64_t after(const timespec& duration) { return core::active->now() + as_nanoseconds(duration); }

std::uint64_t when(clockid_t clock, const timespec& shown) {
    const std::uint64_t time = as_nanoseconds(shown);
    return std::max(core::active->now(), time - std::min(time, beginning(clock)));
}

} // namespace heddle::model::hooks

using namespace heddle::model;

extern "C" {
int clock_gettime(clockid_t clock, timespec* result) noexcept {
    static int (*next)(clockid_t, timespec*) = nullptr;
    if (!runtime::in_body())
        return runtime::real_once(next, "clock_gettime")(clock, result);
    const core::engine_scope scope;
    hooks::give(result, hooks::read_clock(clock), __builtin_return_address(0));
    return 0;
}

int gettimeofday(timeval* result, void* zone) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(timeval*, void*)>("gettimeofday")(result, zone);
    const core::engine_scope scope;
    const timespec now = hooks::read_clock(CLOCK_REALTIME);
    hooks::give(result, timeval{now.tv_sec, now.tv_nsec / 1000}, __builtin_return_address(0));
    return 0;
}

std::time_t time(std::time_t* result) noexcept {
    if (!runtime::in_body())
        return runtime::real<std::time_t(std::time_t*)>("time")(result);
    const core::engine_scope scope;
    const std::time_t now = hooks::read_clock(CLOCK_REALTIME).tv_sec;
    hooks::give(result, now, __builtin_return_address(0));
    return now;
}

int nanosleep(const timespec* duration, timespec* left) {
    if (!runtime::in_body())
        return runtime::real<int(const timespec*, timespec*)>("nanosleep")(duration, left);
    const core::engine_scope scope;
    if (!hooks::is_valid(*duration)) {
        errno = EINVAL;
        return -1;
    }
    return hooks::pause_until(hooks::after(*duration), __builtin_return_address(0));
}

int clock_nanosleep(clockid_t clock, int flags, const timespec* time, timespec* left) {
    if (!runtime::in_body())
        return runtime::real<int(clockid_t, int, const timespec*, timespec*)>("clock_nanosleep")(clock, flags, time,
                                                                                                 left);
    const core::engine_scope scope;
    if (!hooks::is_valid(*time))
        return EINVAL;
    const bool absolute = (flags & TIMER_ABSTIME) != 0;
    return hooks::pause_until(absolute ? hooks::when(clock, *time) : hooks::after(*time), __builtin_return_address(0));
}

int usleep(useconds_t microseconds) {
    if (!runtime::in_body())
        return runtime::real<int(useconds_t)>("usleep")(microseconds);
    const core::engine_scope scope;
    const timespec duration{microseconds / 1'000'000, static_cast<long>(microseconds % 1'000'000) * 1000};
    return hooks::pause_until(hooks::after(duration), __builtin_return_address(0));
}

unsigned sleep(unsigned seconds) {
    if (!runtime::in_body())
        return runtime::real<unsigned(unsigned)>("sleep")(seconds);
    const core::engine_scope scope;
    hooks::pause_until(hooks::after({seconds, 0}), __builtin_return_address(0));
    return 0;
}

int thrd_sleep(const timespec* duration, timespec* left) {
    if (!runtime::in_body())
        return runtime::real<int(const timespec*, timespec*)>("thrd_sleep")(duration, left);
    const core::engine_scope scope;
    return hooks::pause_until(hooks::after(*duration), __builtin_return_address(0));
}
}
