// The end of the process, as a body may ask for it: exit() runs what the body registered for it, the others do not.
#include "engine/runtime/body.hpp"
#include "engine/runtime/real.hpp"
#include "engine/runtime/thread_exit.hpp"

#include <cstdlib>
#include <unistd.h>

namespace heddle::model::runtime {

namespace {

[[noreturn]] void end_process(const char* how, int status) {
    if (in_body()) {
        const host_scope host;
        core::process_exit(status);
    }
    real<void(int)>(how)(status);
    __builtin_unreachable();
}

} // namespace

} // namespace heddle::model::runtime

namespace runtime = heddle::model::runtime;

extern "C" {

void exit(int status) noexcept {
    if (runtime::in_body())
        runtime::run_process_exit();
    runtime::end_process("exit", status);
}

void _exit(int status) { runtime::end_process("_exit", status); }
void _Exit(int status) noexcept { runtime::end_process("_Exit", status); }
void quick_exit(int status) noexcept { runtime::end_process("quick_exit", status); }

} // extern "C"
