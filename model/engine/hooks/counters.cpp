// POSIX readers-writer locks, semaphores, spin locks and barriers. Their bytes count as accessed, so that using one
// that is being destroyed shows.
#include "engine/core/execution.hpp"
#include "engine/hooks/virtual_time.hpp"
#include "engine/runtime/body.hpp"
#include "engine/runtime/memory.hpp"
#include "engine/runtime/real.hpp"

#include <cerrno>
#include <pthread.h>
#include <semaphore.h>

namespace heddle::model::hooks {

namespace {

[[nodiscard]] std::uintptr_t address_of(const volatile void* object) {
    return reinterpret_cast<std::uintptr_t>(object);
}

template <class Object>
int renew(Object* object, const void* pc) {
    const core::engine_scope scope;
    runtime::plain_write(const_cast<std::remove_volatile_t<Object>*>(object), sizeof *object, pc);
    return 0;
}

using lock_call = int (core::execution::*)(std::uintptr_t, bool, const void*);

template <class Object>
int enter(Object* object, lock_call call, bool only_try, const void* pc) {
    const core::engine_scope scope;
    return (core::active->*call)(address_of(object), only_try, pc);
}

// What stays closed for so long looks like what is only tried.
template <class Object>
int enter_until(Object* object, lock_call call, clockid_t clock, const timespec* until, const void* pc) {
    const core::engine_scope scope;
    const std::uint64_t deadline = when(clock, *until);
    const int error = (core::active->*call)(address_of(object), true, pc);
    if (error == 0)
        return 0;
    core::active->elapse(deadline, pc);
    return ETIMEDOUT;
}

// As POSIX semaphores answer.
int semaphore_result(int error) {
    if (error == 0)
        return 0;
    errno = error;
    return -1;
}

// How many threads a barrier waits for; its bytes are ours to use.
[[nodiscard]] unsigned& count_of(pthread_barrier_t* barrier) { return *reinterpret_cast<unsigned*>(barrier); }

} // namespace

} // namespace heddle::model::hooks

using namespace heddle::model;
using core::execution;

extern "C" {
int pthread_rwlock_init(pthread_rwlock_t* lock, const pthread_rwlockattr_t* attributes) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_rwlock_t*, const pthread_rwlockattr_t*)>("pthread_rwlock_init")(lock,
                                                                                                         attributes);
    return hooks::renew(lock, __builtin_return_address(0));
}

int pthread_rwlock_destroy(pthread_rwlock_t* lock) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_rwlock_t*)>("pthread_rwlock_destroy")(lock);
    return hooks::renew(lock, __builtin_return_address(0));
}

int pthread_rwlock_rdlock(pthread_rwlock_t* lock) noexcept {
    static int (*next)(pthread_rwlock_t*) = nullptr;
    if (!runtime::in_body())
        return runtime::real_once(next, "pthread_rwlock_rdlock")(lock);
    return hooks::enter(lock, &execution::lock_shared, false, __builtin_return_address(0));
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t* lock) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_rwlock_t*)>("pthread_rwlock_tryrdlock")(lock);
    return hooks::enter(lock, &execution::lock_shared, true, __builtin_return_address(0));
}

int pthread_rwlock_timedrdlock(pthread_rwlock_t* lock, const timespec* until) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_rwlock_t*, const timespec*)>("pthread_rwlock_timedrdlock")(lock, until);
    return hooks::enter_until(lock, &execution::lock_shared, CLOCK_REALTIME, until, __builtin_return_address(0));
}

int pthread_rwlock_clockrdlock(pthread_rwlock_t* lock, clockid_t clock, const timespec* until) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_rwlock_t*, clockid_t, const timespec*)>("pthread_rwlock_clockrdlock")(
            lock, clock, until);
    return hooks::enter_until(lock, &execution::lock_shared, clock, until, __builtin_return_address(0));
}

int pthread_rwlock_wrlock(pthread_rwlock_t* lock) noexcept {
    static int (*next)(pthread_rwlock_t*) = nullptr;
    if (!runtime::in_body())
        return runtime::real_once(next, "pthread_rwlock_wrlock")(lock);
    return hooks::enter(lock, &execution::lock_exclusively, false, __builtin_return_address(0));
}

int pthread_rwlock_trywrlock(pthread_rwlock_t* lock) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_rwlock_t*)>("pthread_rwlock_trywrlock")(lock);
    return hooks::enter(lock, &execution::lock_exclusively, true, __builtin_return_address(0));
}

int pthread_rwlock_timedwrlock(pthread_rwlock_t* lock, const timespec* until) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_rwlock_t*, const timespec*)>("pthread_rwlock_timedwrlock")(lock, until);
    return hooks::enter_until(lock, &execution::lock_exclusively, CLOCK_REALTIME, until, __builtin_return_address(0));
}

int pthread_rwlock_clockwrlock(pthread_rwlock_t* lock, clockid_t clock, const timespec* until) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_rwlock_t*, clockid_t, const timespec*)>("pthread_rwlock_clockwrlock")(
            lock, clock, until);
    return hooks::enter_until(lock, &execution::lock_exclusively, clock, until, __builtin_return_address(0));
}

int pthread_rwlock_unlock(pthread_rwlock_t* lock) noexcept {
    static int (*next)(pthread_rwlock_t*) = nullptr;
    if (!runtime::in_body())
        return runtime::real_once(next, "pthread_rwlock_unlock")(lock);
    const core::engine_scope scope;
    return core::active->unlock_either(hooks::address_of(lock), __builtin_return_address(0));
}

int sem_init(sem_t* semaphore, int shared, unsigned units) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(sem_t*, int, unsigned)>("sem_init")(semaphore, shared, units);
    const void* const pc = __builtin_return_address(0);
    hooks::renew(semaphore, pc);
    const core::engine_scope scope;
    core::active->set_units(hooks::address_of(semaphore), units, pc);
    return 0;
}

int sem_destroy(sem_t* semaphore) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(sem_t*)>("sem_destroy")(semaphore);
    return hooks::renew(semaphore, __builtin_return_address(0));
}

int sem_wait(sem_t* semaphore) {
    if (!runtime::in_body())
        return runtime::real<int(sem_t*)>("sem_wait")(semaphore);
    return hooks::semaphore_result(hooks::enter(semaphore, &execution::take_unit, false, __builtin_return_address(0)));
}

int sem_trywait(sem_t* semaphore) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(sem_t*)>("sem_trywait")(semaphore);
    return hooks::semaphore_result(hooks::enter(semaphore, &execution::take_unit, true, __builtin_return_address(0)));
}

int sem_timedwait(sem_t* semaphore, const timespec* until) {
    if (!runtime::in_body())
        return runtime::real<int(sem_t*, const timespec*)>("sem_timedwait")(semaphore, until);
    return hooks::semaphore_result(
        hooks::enter_until(semaphore, &execution::take_unit, CLOCK_REALTIME, until, __builtin_return_address(0)));
}

int sem_clockwait(sem_t* semaphore, clockid_t clock, const timespec* until) {
    if (!runtime::in_body())
        return runtime::real<int(sem_t*, clockid_t, const timespec*)>("sem_clockwait")(semaphore, clock, until);
    return hooks::semaphore_result(
        hooks::enter_until(semaphore, &execution::take_unit, clock, until, __builtin_return_address(0)));
}

int sem_post(sem_t* semaphore) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(sem_t*)>("sem_post")(semaphore);
    const void* const pc = __builtin_return_address(0);
    const core::engine_scope scope;
    core::active->give_unit(hooks::address_of(semaphore), pc);
    return 0;
}

int sem_getvalue(sem_t* semaphore, int* value) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(sem_t*, int*)>("sem_getvalue")(semaphore, value);
    const void* const pc = __builtin_return_address(0);
    const core::engine_scope scope;
    const auto units = static_cast<int>(core::active->units(hooks::address_of(semaphore), pc));
    runtime::plain_write(value, sizeof *value, pc);
    *value = units;
    return 0;
}

int pthread_spin_init(pthread_spinlock_t* lock, int shared) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_spinlock_t*, int)>("pthread_spin_init")(lock, shared);
    return hooks::renew(lock, __builtin_return_address(0));
}

int pthread_spin_destroy(pthread_spinlock_t* lock) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_spinlock_t*)>("pthread_spin_destroy")(lock);
    const void* const pc = __builtin_return_address(0);
    {
        const core::engine_scope scope;
        core::active->destroy_mutex(hooks::address_of(lock), pc);
    }
    return hooks::renew(lock, pc);
}

int pthread_spin_lock(pthread_spinlock_t* lock) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_spinlock_t*)>("pthread_spin_lock")(lock);
    const core::engine_scope scope;
    return core::active->lock(hooks::address_of(lock), core::mutex_kind::normal, false, __builtin_return_address(0));
}

int pthread_spin_trylock(pthread_spinlock_t* lock) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_spinlock_t*)>("pthread_spin_trylock")(lock);
    const core::engine_scope scope;
    return core::active->lock(hooks::address_of(lock), core::mutex_kind::normal, true, __builtin_return_address(0));
}

int pthread_spin_unlock(pthread_spinlock_t* lock) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_spinlock_t*)>("pthread_spin_unlock")(lock);
    const core::engine_scope scope;
    return core::active->unlock(hooks::address_of(lock), core::mutex_kind::normal, __builtin_return_address(0));
}

int pthread_barrier_init(pthread_barrier_t* barrier, const pthread_barrierattr_t* attributes, unsigned count) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_barrier_t*, const pthread_barrierattr_t*, unsigned)>("pthread_barrier_init")(
            barrier, attributes, count);
    if (count == 0)
        return EINVAL;
    hooks::renew(barrier, __builtin_return_address(0));
    hooks::count_of(barrier) = count;
    return 0;
}

int pthread_barrier_destroy(pthread_barrier_t* barrier) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_barrier_t*)>("pthread_barrier_destroy")(barrier);
    return hooks::renew(barrier, __builtin_return_address(0));
}

int pthread_barrier_wait(pthread_barrier_t* barrier) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_barrier_t*)>("pthread_barrier_wait")(barrier);
    const void* const pc = __builtin_return_address(0);
    const core::engine_scope scope;
    runtime::plain_read(barrier, sizeof *barrier, pc);
    const bool last = core::active->arrive(hooks::address_of(barrier), hooks::count_of(barrier), pc);
    return last ? PTHREAD_BARRIER_SERIAL_THREAD : 0;
}
}
