// pthread_once, call_once and the guards of function-local statics: the first to come runs the initialiser, the others
// wait for it, and whoever comes later sees that it is done.
#include "engine/core/replay.hpp"
#include "engine/runtime/body.hpp"
#include "engine/runtime/modules.hpp"
#include "engine/runtime/real.hpp"

#include <pthread.h>
#include <threads.h>

namespace heddle::model::hooks {

namespace {

constexpr core::rmw_operands entering{0, 0, core::memory_order::acquire, core::memory_order::acquire};

// True if the caller is to run the initialiser.
[[nodiscard]] bool enter(std::uintptr_t flag, const void* pc) {
    const core::engine_scope scope;
    bool first = false;
    (void)core::active->rmw(flag, 0, core::rmw_kind::once, entering, pc, first);
    return first;
}

void leave(std::uintptr_t flag, core::word value, const void* pc) {
    const core::engine_scope scope;
    core::active->write(flag, 0, value, core::memory_order::release, pc);
}

void run_once(void* flag, void (*initialise)(), const void* pc) {
    const auto address = reinterpret_cast<std::uintptr_t>(flag);
    if (!enter(address, pc))
        return;
    try {
        initialise();
    } catch (...) {
        leave(address, core::free_value, pc);
        throw;
    }
    leave(address, core::done_value, pc);
}

// The first byte of a guard says "initialised" to the code that the compiler inlines; the second one stands for the
// once flag behind it.
[[nodiscard]] std::uintptr_t first_byte(std::uint64_t* guard) { return reinterpret_cast<std::uintptr_t>(guard); }
[[nodiscard]] std::uintptr_t second_byte(std::uint64_t* guard) { return first_byte(guard) + 1; }

// Is the flag one of a library that is not under test? What it guards is initialised once for the whole process, by the
// host: in the body's heap it would be gone with the execution, and as events it would only multiply them.
[[nodiscard]] bool belongs_to_process(const void* flag) {
    const core::engine_scope scope;
    return runtime::belongs_to_process(flag);
}

// Such a guard, while what it guards is being initialised.
const std::uint64_t* initialised_by_host = nullptr;

[[nodiscard]] int enter_as_host(std::uint64_t* guard) {
    core::in_body = false;
    const int first = runtime::real<int(std::uint64_t*)>("__cxa_guard_acquire")(guard);
    if (first != 0)
        initialised_by_host = guard;
    else
        core::in_body = true;
    return first;
}

void leave_as_host(std::uint64_t* guard, const char* how) {
    runtime::real<void(std::uint64_t*)>(how)(guard);
    if (initialised_by_host != guard)
        return;
    initialised_by_host = nullptr;
    core::in_body = true;
}

} // namespace

} // namespace heddle::model::hooks

using namespace heddle::model;

extern "C" {
int pthread_once(pthread_once_t* flag, void (*initialise)()) {
    if (!runtime::in_body())
        return runtime::real<int(pthread_once_t*, void (*)())>("pthread_once")(flag, initialise);
    if (hooks::belongs_to_process(flag)) {
        const core::engine_scope scope;
        return runtime::real<int(pthread_once_t*, void (*)())>("pthread_once")(flag, initialise);
    }
    hooks::run_once(flag, initialise, __builtin_return_address(0));
    return 0;
}

void call_once(once_flag* flag, void (*initialise)()) {
    if (!runtime::in_body())
        runtime::real<void(once_flag*, void (*)())>("call_once")(flag, initialise);
    else
        hooks::run_once(flag, initialise, __builtin_return_address(0));
}

int __cxa_guard_acquire(std::uint64_t* guard) {
    if (!runtime::in_body())
        return runtime::real<int(std::uint64_t*)>("__cxa_guard_acquire")(guard);
    if (hooks::belongs_to_process(guard))
        return hooks::enter_as_host(guard);
    return hooks::enter(hooks::second_byte(guard), __builtin_return_address(0)) ? 1 : 0;
}

void __cxa_guard_release(std::uint64_t* guard) noexcept {
    if (!runtime::in_body()) {
        hooks::leave_as_host(guard, "__cxa_guard_release");
        return;
    }
    const void* const pc = __builtin_return_address(0);
    {
        const core::engine_scope scope;
        core::active->write(hooks::first_byte(guard), 1, 1, core::memory_order::release, pc);
    }
    hooks::leave(hooks::second_byte(guard), core::done_value, pc);
}

void __cxa_guard_abort(std::uint64_t* guard) noexcept {
    if (!runtime::in_body())
        hooks::leave_as_host(guard, "__cxa_guard_abort");
    else
        hooks::leave(hooks::second_byte(guard), core::free_value, __builtin_return_address(0));
}
}
