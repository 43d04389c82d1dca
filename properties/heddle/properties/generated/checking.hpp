// Checks a contract on a type: generated programs run on real threads, what was seen is judged by the specification, a
// failure is shrunk and told.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <heddle/properties/generated/trial.hpp>

namespace heddle::properties {

/// How much is tried.
struct effort {
    std::uint64_t programs = 150;               // at least so many; HEDDLE_GENERATED_PROGRAMS overrules it
    std::uint64_t rounds = 32;                  // runs of each program, on as many objects at a time
    std::chrono::milliseconds shrinking{3'000}; // then the smallest program so far is told
    std::chrono::milliseconds patience{5'000};  // a run that takes longer hangs
    std::uint64_t seed = 0;                     // 0: that of the process
};

/// A program that fails.
struct defect {
    generated_program program; // the smallest that was found to fail
    std::string found;         // as it was drawn
    std::string explanation;   // what went wrong, with the history as a table
    std::uint64_t failing = 0; // of `looked_at` runs of it
    std::uint64_t looked_at = 0;
    double seconds_to_find = 0;
    double seconds_to_shrink = 0;
    bool shrunk_to_the_end = true; // false: the time for it was over
};

/// What came out of it.
struct [[nodiscard]] examination {
    std::uint64_t programs = 0; // that were run
    std::uint64_t rounds = 0;   // runs of them
    std::uint64_t unknown = 0;  // runs that could not be judged within bounds
    std::optional<defect> bug;
};

/// Programs that one thread runs: `programs` sequences of calls.
examination examine_in_sequence(const tested_pair& pair, const effort& how = {});
/// Programs that several threads run.
examination examine(const tested_pair& pair, const effort& how = {});
/// Runs one program again and again, up to `rounds` times.
examination examine(const tested_pair& pair, const generated_program& program, std::uint64_t rounds,
                    const effort& how = {});

/// The failure for people: the program, what went wrong, how to repeat it, a regression test.
std::string report(const defect& bug, const tested_pair& pair);

/// A test to paste into a file of GoogleTest's that fails as long as the program does.
std::string regression_test(const generated_program& program, const tested_pair& pair);

/// The GoogleTest form: fails the current test, with the report, if a program fails. If HEDDLE_PROGRAM holds a program,
/// only that one is run, many times.
void check_in_sequence(const tested_pair& pair);
void check_generated(const tested_pair& pair, effort how = {});

/// The same for one program, as text; for regression tests.
void check_program(const tested_pair& pair, const std::string& program);

} // namespace heddle::properties
