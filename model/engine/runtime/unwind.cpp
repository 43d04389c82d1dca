// See unwind.hpp.
#include "engine/runtime/unwind.hpp"

#include "engine/runtime/body.hpp"
#include "engine/runtime/fatal.hpp"

#include <array>
#include <unwind.h>

namespace heddle::model::runtime {

namespace {

// One for each thread: they may unwind at the same time.
std::array<_Unwind_Exception, max_threads> ending;

[[noreturn]] void arrive() {
    const host_scope host;
    core::thread_exit_now();
}

// Called before each frame is unwound.
_Unwind_Reason_Code stop_at_the_bottom(int, _Unwind_Action actions, _Unwind_Exception_Class, _Unwind_Exception*,
                                       _Unwind_Context*, void*) {
    if ((actions & _UA_END_OF_STACK) != 0)
        arrive();
    return _URC_NO_REASON;
}

// A handler that swallowed the unwinding: the C library ends the process then.
void swallowed(_Unwind_Reason_Code, _Unwind_Exception*) {
    const host_scope host;
    core::fail(failure_kind::crash, "pthread_exit was caught by a handler that does not rethrow", nullptr);
}

} // namespace

void unwind_thread() {
    _Unwind_Exception& exception = ending[core::view.thread];
    exception = {};
    exception.exception_cleanup = &swallowed;
    _Unwind_ForcedUnwind(&exception, &stop_at_the_bottom, nullptr);
    // A frame without unwind information is as far as one can get.
    arrive();
}

} // namespace heddle::model::runtime
