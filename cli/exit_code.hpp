// The exit codes of every subcommand.
#pragma once

#include <stdexcept>

namespace heddle::cli {

enum exit_code : int {
    holds = 0,           // all that was asked holds
    bug_found = 1,       // a bug was found
    not_carried_out = 2, // bad arguments, does not compile, missing tool: one clear line on stderr says which
    no_verdict = 3,      // the bounds given were reached first
};

/// The request cannot be carried out. `what()` is one line that says why and what to do.
struct cannot : std::runtime_error {
    using std::runtime_error::runtime_error;
};

} // namespace heddle::cli
