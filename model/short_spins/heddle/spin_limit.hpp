// In the engine's suites a lock looks again once before it sleeps. A second look can find nothing that the first one
// cannot, but doubles the executions.
#pragma once

namespace heddle::sync {

inline constexpr int spin_limit = 1;

} // namespace heddle::sync
