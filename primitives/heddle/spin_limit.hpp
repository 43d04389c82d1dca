// How long a thread spins before it sleeps. A header of its own, so that a suite that explores every execution can put
// another number earlier on the include path: each look is one more place where what is awaited can come.
#pragma once

namespace heddle::sync {

/// How many times a lock looks again before it sleeps; more than one processor is assumed.
inline constexpr int spin_limit = 100;

} // namespace heddle::sync
