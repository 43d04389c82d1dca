// Runs the actors of one round at the same time, each on a thread of its own, and brings home what went wrong.
#pragma once

#include <functional>

namespace heddle::support {

/// Runs `play(0)` … `play(count - 1)` on `count` threads that a gate releases together, joins them all, and rethrows
/// the first exception that one of them threw. Each is known to the watchdog as "actor i". `count` is at least 1.
void run_actors(int count, const std::function<void(int)>& play);

} // namespace heddle::support
