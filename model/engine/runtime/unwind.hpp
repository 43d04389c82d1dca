// Ending a model thread from the middle of its stack, as pthread_exit does: destructors of its objects run, then
// core::thread_exit_now(). It is a forced unwind: `catch (...)` handlers that rethrow are passed, as with the C
// library's.
#pragma once

namespace heddle::model::runtime {

// On the fiber of the thread, in body mode.
[[noreturn]] void unwind_thread();

} // namespace heddle::model::runtime
