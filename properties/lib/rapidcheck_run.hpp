// The one place where RapidCheck meets GoogleTest.
#pragma once

#include <functional>

namespace heddle::properties {

/// Runs `body` as a RapidCheck property; failure is recorded in the current GoogleTest test. Each case counts as
/// evidence.
void run_property(const std::function<void()>& body);

} // namespace heddle::properties
