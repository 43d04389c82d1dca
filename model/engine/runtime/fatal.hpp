// The end of the process for reasons that are the engine's or the machine's, never the code under test's.
#pragma once

namespace heddle::model::runtime {

// Writes "heddle: <message>" and a newline to standard error and ends the process with exit code 2, "the request could
// not be carried out". Async-signal-safe, allocates nothing, runs no destructors.
[[noreturn]] void fatal(const char* message) noexcept;

} // namespace heddle::model::runtime
