// Who is where, and a dog that barks when nobody moves: a test that hangs ends with a table instead of a time limit.
#pragma once

#include <chrono>

namespace heddle::support {

/// The exit code of a process that made no progress for too long.
inline constexpr int no_progress_exit_code = 86;

/// Registers the calling thread with the watchdog for as long as it lives. `name` is copied.
class actor {
public:
    explicit actor(const char* name, int number = 0);
    ~actor();
    actor(const actor&) = delete;
    actor& operator=(const actor&) = delete;
};

/// Says where the calling thread is now (a string that lives for ever), which counts as progress. Cheap: two relaxed
/// stores. Does nothing on a thread that is not an actor.
void at(const char* place) noexcept;

/// Starts the watchdog of this process: if no actor moves for `patience` it prints who is where on stderr and ends the
/// process with no_progress_exit_code. Call it once. HEDDLE_WATCHDOG_SECONDS (1 to 86400) overrules `patience`.
void start_watchdog(std::chrono::seconds patience);

} // namespace heddle::support
