// Generators of programs.
#pragma once

#include <rapidcheck.h>

#include <heddle/properties/generated/trial.hpp>

namespace heddle::properties {

/// Programs of 2 to 4 threads with 1 to 4 calls each, and up to 4 calls before and after them, growing with
/// RapidCheck's size; calls that would break a precondition or wait for ever are left out. `pair` must outlive it.
rc::Gen<generated_program> any_program(const tested_pair& pair);

/// Programs of one thread: up to 16 calls.
rc::Gen<generated_program> any_sequence(const tested_pair& pair);

} // namespace heddle::properties
