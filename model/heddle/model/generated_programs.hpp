// Generated programs of the properties layer under the engine: every execution of a program is judged by the contract's
// specification. A call comes before another if everything it did happens before the other began; there is no time
// beside happens-before.
#pragma once

#include <string>

#include <heddle/model/growth.hpp>
#include <heddle/properties/generated/trial.hpp>

namespace heddle::model {

/// To be called by a body: runs the program on a new object and fails the current GoogleTest test, which ends the
/// exploration, if no order explains what it saw. The unit that makes `pair` is compiled as code under test.
void run_generated(const properties::tested_pair& pair, const properties::generated_program& program);

/// Explores one program.
[[nodiscard]] result explore_generated(const properties::tested_pair& pair,
                                       const properties::generated_program& program, const options& how = {});

/// Makes a program that fails smaller, as long as a smaller one fails; nothing is left to chance. `how` holds for each
/// exploration; one that is not complete does not count as a failure.
[[nodiscard]] properties::generated_program shrunk_by_exploring(const properties::tested_pair& pair,
                                                                properties::generated_program program,
                                                                const options& how = {});

/// All programs of a contract that are of a size, for check_growing(). `pair` must outlive them. If HEDDLE_PROGRAM
/// holds a program, only that one.
programs_of_size generated_programs(const properties::tested_pair& pair);

} // namespace heddle::model
