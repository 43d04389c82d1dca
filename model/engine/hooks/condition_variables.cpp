// POSIX and C11 condition variables. A waiter enters the queue, gives the mutex back, sleeps until a notification
// chooses it, and takes the mutex again. Like a mutex's, the bytes count as read, so that using a condition variable
// after its destruction, or while it is being destroyed, shows.
#include "engine/core/queues.hpp"
#include "engine/hooks/mutex_calls.hpp"
#include "engine/hooks/virtual_time.hpp"
#include "engine/runtime/body.hpp"
#include "engine/runtime/memory.hpp"
#include "engine/runtime/real.hpp"

#include <cerrno>
#include <limits>
#include <optional>
#include <pthread.h>
#include <threads.h>

namespace heddle::model::hooks {

namespace {

using deadline = std::optional<std::uint64_t>;

constexpr core::word everybody = std::numeric_limits<std::uint32_t>::max();

// glibc keeps the clock for pthread_cond_timedwait in the second bit of this word.
[[nodiscard]] clockid_t clock_of(const pthread_cond_t* condition) {
    return (condition->__data.__wrefs & 2U) != 0 ? CLOCK_MONOTONIC : CLOCK_REALTIME;
}

int wait(pthread_cond_t* condition, pthread_mutex_t* mutex, deadline until, const void* pc) {
    runtime::plain_read(condition, sizeof *condition, pc);
    const auto queue = reinterpret_cast<std::uintptr_t>(condition);
    const core::event_id entry = core::active->enter_queue(queue, core::every_bit, pc);
    if (const int error = unlock_modelled(mutex, pc); error != 0)
        return error;
    const bool timed_out = core::active->sleep(queue, entry, until.has_value(), pc) == core::wait_answer::left;
    if (timed_out)
        core::active->elapse(*until, pc);
    const int error = lock_modelled(mutex, false, pc);
    return error != 0 ? error : timed_out ? ETIMEDOUT : 0;
}

int notify(pthread_cond_t* condition, core::word count, const void* pc) {
    const core::engine_scope scope;
    runtime::plain_read(condition, sizeof *condition, pc);
    core::active->wake(reinterpret_cast<std::uintptr_t>(condition), count, core::every_bit, pc);
    return 0;
}

int initialise(pthread_cond_t* condition, const pthread_condattr_t* attributes, const void* pc) {
    const core::engine_scope scope;
    runtime::plain_write(condition, sizeof *condition, pc);
    return runtime::real<int(pthread_cond_t*, const pthread_condattr_t*)>("pthread_cond_init")(condition, attributes);
}

int destroy(pthread_cond_t* condition, const void* pc) {
    const core::engine_scope scope;
    runtime::destruction(condition, sizeof *condition, pc);
    return 0;
}

[[nodiscard]] pthread_cond_t* posix(cnd_t* condition) { return reinterpret_cast<pthread_cond_t*>(condition); }
[[nodiscard]] pthread_mutex_t* posix(mtx_t* mutex) { return reinterpret_cast<pthread_mutex_t*>(mutex); }

[[nodiscard]] int c11_result(int error) {
    return error == 0 ? thrd_success : error == ETIMEDOUT ? thrd_timedout : thrd_error;
}

} // namespace

} // namespace heddle::model::hooks

using namespace heddle::model;

extern "C" {
int pthread_cond_init(pthread_cond_t* condition, const pthread_condattr_t* attributes) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_cond_t*, const pthread_condattr_t*)>("pthread_cond_init")(condition,
                                                                                                   attributes);
    return hooks::initialise(condition, attributes, __builtin_return_address(0));
}

int pthread_cond_destroy(pthread_cond_t* condition) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_cond_t*)>("pthread_cond_destroy")(condition);
    return hooks::destroy(condition, __builtin_return_address(0));
}

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
    if (!runtime::in_body())
        return runtime::real<int(pthread_cond_t*, pthread_mutex_t*)>("pthread_cond_wait")(condition, mutex);
    const core::engine_scope scope;
    return hooks::wait(condition, mutex, std::nullopt, __builtin_return_address(0));
}

int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex, const timespec* until) {
    if (!runtime::in_body())
        return runtime::real<int(pthread_cond_t*, pthread_mutex_t*, const timespec*)>("pthread_cond_timedwait")(
            condition, mutex, until);
    const core::engine_scope scope;
    return hooks::wait(condition, mutex, hooks::when(hooks::clock_of(condition), *until), __builtin_return_address(0));
}

int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock, const timespec* until) {
    if (!runtime::in_body())
        return runtime::real<int(pthread_cond_t*, pthread_mutex_t*, clockid_t, const timespec*)>(
            "pthread_cond_clockwait")(condition, mutex, clock, until);
    const core::engine_scope scope;
    return hooks::wait(condition, mutex, hooks::when(clock, *until), __builtin_return_address(0));
}

int pthread_cond_signal(pthread_cond_t* condition) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_cond_t*)>("pthread_cond_signal")(condition);
    return hooks::notify(condition, 1, __builtin_return_address(0));
}

int pthread_cond_broadcast(pthread_cond_t* condition) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_cond_t*)>("pthread_cond_broadcast")(condition);
    return hooks::notify(condition, hooks::everybody, __builtin_return_address(0));
}

int cnd_init(cnd_t* condition) {
    if (!runtime::in_body())
        return runtime::real<int(cnd_t*)>("cnd_init")(condition);
    return hooks::c11_result(hooks::initialise(hooks::posix(condition), nullptr, __builtin_return_address(0)));
}

void cnd_destroy(cnd_t* condition) {
    if (!runtime::in_body())
        runtime::real<void(cnd_t*)>("cnd_destroy")(condition);
    else
        (void)hooks::destroy(hooks::posix(condition), __builtin_return_address(0));
}

int cnd_wait(cnd_t* condition, mtx_t* mutex) {
    if (!runtime::in_body())
        return runtime::real<int(cnd_t*, mtx_t*)>("cnd_wait")(condition, mutex);
    const core::engine_scope scope;
    return hooks::c11_result(
        hooks::wait(hooks::posix(condition), hooks::posix(mutex), std::nullopt, __builtin_return_address(0)));
}

int cnd_timedwait(cnd_t* condition, mtx_t* mutex, const timespec* until) {
    if (!runtime::in_body())
        return runtime::real<int(cnd_t*, mtx_t*, const timespec*)>("cnd_timedwait")(condition, mutex, until);
    const core::engine_scope scope;
    return hooks::c11_result(hooks::wait(hooks::posix(condition), hooks::posix(mutex),
                                         hooks::when(CLOCK_REALTIME, *until), __builtin_return_address(0)));
}

int cnd_signal(cnd_t* condition) {
    if (!runtime::in_body())
        return runtime::real<int(cnd_t*)>("cnd_signal")(condition);
    return hooks::c11_result(hooks::notify(hooks::posix(condition), 1, __builtin_return_address(0)));
}

int cnd_broadcast(cnd_t* condition) {
    if (!runtime::in_body())
        return runtime::real<int(cnd_t*)>("cnd_broadcast")(condition);
    return hooks::c11_result(hooks::notify(hooks::posix(condition), hooks::everybody, __builtin_return_address(0)));
}
}
