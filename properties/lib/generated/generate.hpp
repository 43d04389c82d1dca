// Generated programs, and smaller ones to try when one fails.
#pragma once

#include <vector>

#include <rapidcheck.h>

#include <heddle/properties/generated/trial.hpp>

namespace heddle::properties {

/// Programs of 2 to 4 threads with 1 to 4 calls each, and up to 4 calls before and after them, growing with
/// RapidCheck's size; calls that would break a precondition or wait for ever are left out. `pair` must outlive it.
rc::Gen<generated_program> any_program(const tested_pair& pair);

/// Programs of one thread: up to 16 calls.
rc::Gen<generated_program> any_sequence(const tested_pair& pair);

/// Programs that are one step smaller, the largest steps first: without a thread, without what comes before or after,
/// without a call, with smaller arguments.
std::vector<generated_program> smaller_programs(const generated_program& program, const operation_infos& operations);

} // namespace heddle::properties
