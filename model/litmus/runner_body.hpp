// The body that runs a litmus program with real threads and atomics.
#pragma once

#include "litmus/script.hpp"

namespace heddle::model::litmus {

// Runs the script once: a std::thread for each of its threads, std::atomic<int> for each location. Compiled with
// -fsanitize=thread, to be explored; under a plain linker it is an ordinary concurrent function.
void perform(script& s);

} // namespace heddle::model::litmus
