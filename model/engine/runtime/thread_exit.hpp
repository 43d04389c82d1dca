// What runs when a model thread ends: destructors of thread_local objects, then those of pthread keys; and what runs
// when the model of the process ends: functions registered with atexit and destructors of function-local statics. The
// registrations that the body makes are kept per execution, apart from those of the process.
#pragma once

#include <cstdint>

namespace heddle::model::runtime {

// Runs thread_local destructors, newest first, then key destructors in the rounds that POSIX prescribes. On the fiber
// of `thread`, in body mode.
void run_thread_exit(std::uint32_t thread);

// Runs what the body registered for the end of the process, newest first. On a fiber, in body mode.
void run_process_exit();

// Has the body registered anything, or given a key a value?
[[nodiscard]] bool has_exit_handlers() noexcept;

// Forgets all registrations and key values of the body, without running anything. Engine mode; O(what was registered).
void forget_exit_handlers() noexcept;

} // namespace heddle::model::runtime
