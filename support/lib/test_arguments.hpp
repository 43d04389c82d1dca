// The arguments of a test program beside GoogleTest's own.
#pragma once

namespace heddle::support {

/// Reads --for and --seed (they overrule HEDDLE_STRESS_SECONDS and HEDDLE_SEED) and --within, and prints their help
/// for --help.
/// Returns the exit code if the program shall end now (0 after help, 2 for a bad argument), else -1.
int read_test_arguments(int argc, char** argv);

} // namespace heddle::support
