// POSIX and C11 threads. A pthread_t is what pthread_self() answers on the thread's fiber.
#include "engine/core/execution.hpp"
#include "engine/runtime/body.hpp"
#include "engine/runtime/memory.hpp"
#include "engine/runtime/real.hpp"
#include "engine/runtime/unwind.hpp"

#include <cerrno>
#include <pthread.h>
#include <threads.h>

namespace heddle::model::hooks {

namespace {

void write_word(void* target, const void* source, std::size_t size, const void* pc) {
    runtime::plain_write(target, size, pc);
    __builtin_memcpy(target, source, size);
}

// The new thread's handle is there before the thread can run, as in the C library.
int create(pthread_t* handle, bool detached, void* (*routine)(void*), int (*c11_routine)(void*), void* argument,
           const void* pc) {
    const core::engine_scope scope;
    core::execution& active = *core::active;
    runtime::plain_write(handle, sizeof *handle, pc);
    const core::thread_id id = active.create(routine, c11_routine, argument, pc);
    *handle = static_cast<pthread_t>(active.thread(id).fiber->thread_base);
    active.thread(id).detached = detached;
    return 0;
}

int join(pthread_t handle, void** result, const void* pc) {
    const core::engine_scope scope;
    core::execution& active = *core::active;
    const core::thread_id id = active.thread_with_base(handle);
    if (id == core::no_event)
        return ESRCH;
    if (id == active.running_id())
        return EDEADLK;
    if (active.thread(id).detached || active.thread(id).joined)
        return EINVAL;
    active.join(id, pc);
    active.thread(id).joined = true;
    if (result != nullptr)
        write_word(result, &active.thread(id).result, sizeof *result, pc);
    return 0;
}

int detach(pthread_t handle) {
    const core::engine_scope scope;
    core::execution& active = *core::active;
    const core::thread_id id = active.thread_with_base(handle);
    if (id == core::no_event)
        return ESRCH;
    if (active.thread(id).detached || active.thread(id).joined)
        return EINVAL;
    active.thread(id).detached = true;
    return 0;
}

[[noreturn]] void leave(void* result) {
    {
        const core::engine_scope scope;
        core::active->running().result = result;
    }
    runtime::unwind_thread();
}

[[nodiscard]] int c11_result(int error) { return error == 0 ? thrd_success : thrd_error; }

} // namespace

} // namespace heddle::model::hooks

using namespace heddle::model;

extern "C" {
int pthread_create(pthread_t* handle, const pthread_attr_t* attributes, void* (*routine)(void*), void* argument) {
    if (!runtime::in_body())
        return runtime::real<int(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*)>("pthread_create")(
            handle, attributes, routine, argument);
    int state = PTHREAD_CREATE_JOINABLE;
    if (attributes != nullptr)
        pthread_attr_getdetachstate(attributes, &state);
    return hooks::create(handle, state == PTHREAD_CREATE_DETACHED, routine, nullptr, argument,
                         __builtin_return_address(0));
}

int pthread_join(pthread_t handle, void** result) {
    if (!runtime::in_body())
        return runtime::real<int(pthread_t, void**)>("pthread_join")(handle, result);
    return hooks::join(handle, result, __builtin_return_address(0));
}

int pthread_detach(pthread_t handle) noexcept {
    if (!runtime::in_body())
        return runtime::real<int(pthread_t)>("pthread_detach")(handle);
    return hooks::detach(handle);
}

void pthread_exit(void* result) {
    if (!runtime::in_body())
        runtime::real<void(void*)>("pthread_exit")(result);
    hooks::leave(result);
}

int sched_yield() noexcept { return runtime::in_body() ? 0 : runtime::real<int()>("sched_yield")(); }

int thrd_create(thrd_t* handle, thrd_start_t routine, void* argument) {
    if (!runtime::in_body())
        return runtime::real<int(thrd_t*, thrd_start_t, void*)>("thrd_create")(handle, routine, argument);
    return hooks::c11_result(hooks::create(handle, false, nullptr, routine, argument, __builtin_return_address(0)));
}

int thrd_join(thrd_t handle, int* result) {
    if (!runtime::in_body())
        return runtime::real<int(thrd_t, int*)>("thrd_join")(handle, result);
    void* value = nullptr;
    const void* const pc = __builtin_return_address(0);
    const int error = hooks::join(handle, nullptr, pc);
    if (error == 0 && result != nullptr) {
        const core::engine_scope scope;
        value = core::active->thread(core::active->thread_with_base(handle)).result;
        const int small = static_cast<int>(reinterpret_cast<std::intptr_t>(value));
        hooks::write_word(result, &small, sizeof small, pc);
    }
    return hooks::c11_result(error);
}

int thrd_detach(thrd_t handle) {
    if (!runtime::in_body())
        return runtime::real<int(thrd_t)>("thrd_detach")(handle);
    return hooks::c11_result(hooks::detach(handle));
}

void thrd_exit(int result) {
    if (!runtime::in_body())
        runtime::real<void(int)>("thrd_exit")(result);
    hooks::leave(reinterpret_cast<void*>(std::intptr_t{result}));
}

void thrd_yield() {
    if (!runtime::in_body())
        runtime::real<void()>("thrd_yield")();
}
}
