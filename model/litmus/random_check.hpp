// Checks a property of random litmus programs, as many of them as the test asks for.
#pragma once

#include "litmus/random_program.hpp"

#include <functional>

namespace heddle::model::litmus {

// Runs `problem` on `count` random programs. The first program for which it returns a text fails the current
// GoogleTest test, shrunk, in the notation, with that text and what to type to repeat it. RC_PARAMS="max_success=N"
// asks for another number: `count` is per hundred of RapidCheck's default of 100.
void check_random_programs(int count, const std::function<std::string(const program&)>& problem,
                           const program_size& limit = {});

} // namespace heddle::model::litmus
