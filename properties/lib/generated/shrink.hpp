// From a program that fails to the smallest that does, in bounded time.
#pragma once

#include <heddle/properties/generated/checking.hpp>

#include "runner.hpp"

namespace heddle::properties {

/// `found` failed after `rounds` runs of it. Fills in what a defect tells.
defect shrunk(const tested_pair& pair, program_runner& runner, const generated_program& found,
              const failed_run& failure, std::uint64_t rounds, const effort& how);

} // namespace heddle::properties
