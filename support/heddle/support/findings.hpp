// What a test program found, for whoever started it: the first promise that was broken, why there is no verdict, what
// was covered. `heddle verify` reads it from the file that HEDDLE_FINDINGS names; main() of the test writes it there.
#pragma once

#include <string>
#include <vector>

namespace heddle::support {

/// A promise that was broken, in parts that a program can read.
struct finding {
    std::string kind = "assertion"; // as the JSON of the command spells it
    std::string message;            // one line
    std::string location;           // "file:line", if known
    std::string replay;             // what repeats it: a token of the layer
    std::string details;            // for people: the shrunk program, the trace
};

/// Everything that was found. The first failure is kept, and all that was covered.
struct findings {
    std::vector<finding> failures;    // at most one
    std::string no_verdict;           // why a test has none; empty if each has one
    std::vector<std::string> covered; // "2 threads x 3 operations: all 14,310 executions"
};

/// Keeps it, unless a failure is kept already. Call it from the thread that runs the tests.
void record_failure(finding what);

/// Keeps why a test has no verdict within its bounds. Call it from the thread that runs the tests.
void record_no_verdict(const std::string& why);

/// Adds a line to what was covered. Call it from the thread that runs the tests.
void record_covered(const std::string& what);

/// What was recorded so far.
const findings& recorded_findings();

} // namespace heddle::support
