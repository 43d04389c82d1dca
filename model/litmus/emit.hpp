// Writes a litmus program as a whole program, in C with pthreads or in C++ with std::thread.
//
// What comes out knows nothing of Heddle: one function a thread, one atomic int a location, and a main() that starts
// the threads and joins them.
#pragma once

#include "litmus/program.hpp"

namespace heddle::model::litmus {

enum class language { c, cpp };

// The source text; `title` goes into its first comment and must be one line.
[[nodiscard]] std::string emit(const program& code, language in, const std::string& title);

} // namespace heddle::model::litmus
