// POSIX and C11 mutexes. Nothing is written to the mutex itself: whether it is free is the graph's
// knowledge. Its bytes count as accessed, so that destroying or freeing a mutex in use shows.
#include "engine/core/execution.hpp"
#include "engine/hooks/mutex_calls.hpp"
#include "engine/hooks/virtual_time.hpp"
#include "engine/runtime/body.hpp"
#include "engine/runtime/memory.hpp"
#include "engine/runtime/real.hpp"

#include <cerrno>
#include <pthread.h>
#include <threads.h>

namespace heddle::model::hooks {

namespace {

using pthread_call = int(pthread_mutex_t*);
using c11_call = int(mtx_t*);

[[nodiscard]] std::uintptr_t address_of(const void* mutex) { return reinterpret_cast<std::uintptr_t>(mutex); }

// glibc keeps the type in the mutex; the initialisers PTHREAD_*_MUTEX_INITIALIZER_NP write it, too.
[[nodiscard]] core::mutex_kind kind_of(const pthread_mutex_t* mutex) {
    switch (mutex->__data.__kind & 3) {
    case PTHREAD_MUTEX_RECURSIVE:
        return core::mutex_kind::recursive;
    case PTHREAD_MUTEX_ERRORCHECK:
        return core::mutex_kind::error_checking;
    default:
        return core::mutex_kind::normal;
    }
}

int lock(pthread_mutex_t* mutex, bool only_try, const void* pc) {
    const core::engine_scope scope;
    return lock_modelled(mutex, only_try, pc);
}

// A mutex that stays taken for so long looks like one that is tried.
int lock_until(pthread_mutex_t* mutex, clockid_t clock, const timespec* until, const void* pc) {
    const core::engine_scope scope;
    const std::uint64_t deadline = when(clock, *until);
    const int error = lock_modelled(mutex, true, pc);
    if (error != EBUSY)
        return error;
    core::active->elapse(deadline, pc);
    return ETIMEDOUT;
}

int unlock(pthread_mutex_t* mutex, const void* pc) {
    const core::engine_scope scope;
    return unlock_modelled(mutex, pc);
}

int destroy(pthread_mutex_t* mutex, const void* pc) {
    const core::engine_scope scope;
    core::active->destroy_mutex(address_of(mutex), pc);
    runtime::destruction(mutex, sizeof *mutex, pc);
    return 0;
}

int initialise(pthread_mutex_t* mutex, const pthread_mutexattr_t* attributes, const void* pc) {
    const core::engine_scope scope;
    runtime::plain_write(mutex, sizeof *mutex, pc);
    return runtime::real<int(pthread_mutex_t*, const pthread_mutexattr_t*)>("pthread_mutex_init")(mutex, attributes);
}

[[nodiscard]] pthread_mutex_t* posix(mtx_t* mutex) { return reinterpret_cast<pthread_mutex_t*>(mutex); }

[[nodiscard]] int c11_result(int error) {
    if (error == ETIMEDOUT)
        return thrd_timedout;
    return error == 0 ? thrd_success : error == EBUSY ? thrd_busy : thrd_error;
}

} // namespace

int lock_modelled(pthread_mutex_t* mutex, bool only_try, const void* pc) {
    return core::active->lock(address_of(mutex), kind_of(mutex), only_try, pc);
}

int unlock_modelled(pthread_mutex_t* mutex, const void* pc) {
    return core::active->unlock(address_of(mutex), kind_of(mutex), pc);
}

} // namespace heddle::model::hooks

using namespace heddle::model;

extern "C" {
int pthread_mutex_init(pthread_mutex_t* mutex, const pthread_mutexattr_t* attributes) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_mutex_t*, const pthread_mutexattr_t*)>("pthread_mutex_init")(mutex,
                                                                                                      attributes);
    return hooks::initialise(mutex, attributes, __builtin_return_address(0));
}

int pthread_mutex_destroy(pthread_mutex_t* mutex) noexcept {
    if (!runtime::in_body())
        return runtime::real<hooks::pthread_call>("pthread_mutex_destroy")(mutex);
    return hooks::destroy(mutex, __builtin_return_address(0));
}

int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
    if (!runtime::in_body())
        return runtime::real<hooks::pthread_call>("pthread_mutex_lock")(mutex);
    return hooks::lock(mutex, false, __builtin_return_address(0));
}

int pthread_mutex_trylock(pthread_mutex_t* mutex) noexcept {
    if (!runtime::in_body())
        return runtime::real<hooks::pthread_call>("pthread_mutex_trylock")(mutex);
    return hooks::lock(mutex, true, __builtin_return_address(0));
}

int pthread_mutex_timedlock(pthread_mutex_t* mutex, const timespec* until) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_mutex_t*, const timespec*)>("pthread_mutex_timedlock")(mutex, until);
    return hooks::lock_until(mutex, CLOCK_REALTIME, until, __builtin_return_address(0));
}

int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock, const timespec* until) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_mutex_t*, clockid_t, const timespec*)>("pthread_mutex_clocklock")(mutex, clock,
                                                                                                           until);
    return hooks::lock_until(mutex, clock, until, __builtin_return_address(0));
}

int pthread_mutex_unlock(pthread_mutex_t* mutex) noexcept {
    if (!runtime::in_body())
        return runtime::real<hooks::pthread_call>("pthread_mutex_unlock")(mutex);
    return hooks::unlock(mutex, __builtin_return_address(0));
}

int mtx_init(mtx_t* mutex, int type) {
    if (!runtime::in_body())
        return runtime::real<int(mtx_t*, int)>("mtx_init")(mutex, type);
    const core::engine_scope scope;
    runtime::plain_write(mutex, sizeof *mutex, __builtin_return_address(0));
    return runtime::real<int(mtx_t*, int)>("mtx_init")(mutex, type);
}

void mtx_destroy(mtx_t* mutex) {
    if (!runtime::in_body())
        runtime::real<void(mtx_t*)>("mtx_destroy")(mutex);
    else
        (void)hooks::destroy(hooks::posix(mutex), __builtin_return_address(0));
}

int mtx_lock(mtx_t* mutex) {
    if (!runtime::in_body())
        return runtime::real<hooks::c11_call>("mtx_lock")(mutex);
    return hooks::c11_result(hooks::lock(hooks::posix(mutex), false, __builtin_return_address(0)));
}

int mtx_trylock(mtx_t* mutex) {
    if (!runtime::in_body())
        return runtime::real<hooks::c11_call>("mtx_trylock")(mutex);
    return hooks::c11_result(hooks::lock(hooks::posix(mutex), true, __builtin_return_address(0)));
}

int mtx_timedlock(mtx_t* mutex, const timespec* until) {
    if (!runtime::in_body())
        return runtime::real<int(mtx_t*, const timespec*)>("mtx_timedlock")(mutex, until);
    return hooks::c11_result(
        hooks::lock_until(hooks::posix(mutex), CLOCK_REALTIME, until, __builtin_return_address(0)));
}

int mtx_unlock(mtx_t* mutex) {
    if (!runtime::in_body())
        return runtime::real<hooks::c11_call>("mtx_unlock")(mutex);
    return hooks::c11_result(hooks::unlock(hooks::posix(mutex), __builtin_return_address(0)));
}
}
