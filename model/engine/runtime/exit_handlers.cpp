// Destructors of thread_local objects and of statics: interception of the C++ ABI's registration functions.
#include "engine/runtime/body.hpp"
#include "engine/runtime/real.hpp"
#include "engine/runtime/specific.hpp"
#include "engine/runtime/thread_exit.hpp"

#include <array>
#include <vector>

namespace heddle::model::runtime {

namespace {

struct handler {
    void (*call)(void*);
    void* argument;
};

using handlers = std::vector<handler>;

std::array<handlers, max_threads> at_thread_exit;
handlers at_process_exit;
std::uint64_t threads_with_handlers = 0; // bit set

void add(handlers& list, void (*call)(void*), void* argument) {
    const host_scope host;
    list.push_back({call, argument});
}

// A handler may register further ones; they run next.
void run(handlers& list) {
    while (!list.empty()) {
        const handler last = list.back();
        list.pop_back();
        last.call(last.argument);
    }
}

} // namespace

void run_thread_exit(std::uint32_t thread) {
    if ((threads_with_handlers >> thread & 1) != 0)
        run(at_thread_exit[thread]);
    run_key_destructors(thread);
}

void run_process_exit() { run(at_process_exit); }

bool has_exit_handlers() noexcept { return threads_with_handlers != 0 || !at_process_exit.empty() || has_key_values(); }

void forget_exit_handlers() noexcept {
    for (; threads_with_handlers != 0; threads_with_handlers &= threads_with_handlers - 1)
        at_thread_exit[static_cast<unsigned>(__builtin_ctzll(threads_with_handlers))].clear();
    at_process_exit.clear();
    forget_key_values();
}

} // namespace heddle::model::runtime

namespace runtime = heddle::model::runtime;

namespace {

using register_function = int(void (*)(void*), void*, void*);

int at_thread_exit(const char* name, void (*call)(void*), void* argument, void* library) {
    if (!runtime::in_body())
        return runtime::real<register_function>(name)(call, argument, library);
    const std::uint32_t thread = heddle::model::core::view.thread;
    runtime::threads_with_handlers |= std::uint64_t{1} << thread;
    runtime::add(runtime::at_thread_exit[thread], call, argument);
    return 0;
}

} // namespace

extern "C" {

int __cxa_thread_atexit(void (*call)(void*), void* argument, void* library) noexcept {
    return at_thread_exit("__cxa_thread_atexit", call, argument, library);
}

int __cxa_thread_atexit_impl(void (*call)(void*), void* argument, void* library) noexcept {
    return at_thread_exit("__cxa_thread_atexit_impl", call, argument, library);
}

int __cxa_atexit(void (*call)(void*), void* argument, void* library) noexcept {
    if (!runtime::in_body()) {
        static auto* const real_register = runtime::real<register_function>("__cxa_atexit");
        return real_register(call, argument, library);
    }
    runtime::add(runtime::at_process_exit, call, argument);
    return 0;
}

} // extern "C"
