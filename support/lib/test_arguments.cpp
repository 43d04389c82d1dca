#include "test_arguments.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <string>

#include <heddle/support/time_share.hpp>

namespace heddle::support {

int read_test_arguments(int argc, char** argv) {
    double seconds = 0;
    double whole = 0;
    std::uint64_t seed = 0;
    CLI::App arguments(
        "A test of Heddle. GoogleTest's own options (--gtest_filter=…, --gtest_list_tests, …) work too.");
    const std::map<std::string, double> units = {{"ms", 0.001}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}};
    const auto* const time =
        arguments.add_option("--for", seconds, "How long each stress scenario runs: 10s, 5m, 2h (default 1s)")
            ->transform(CLI::AsNumberWithUnit(units, CLI::AsNumberWithUnit::UNIT_OPTIONAL, "TIME"))
            ->check(CLI::Range(0.001, 604800.0));
    const auto* const within =
        arguments.add_option("--within", whole, "How long all tests together should take, as far as they can choose")
            ->transform(CLI::AsNumberWithUnit(units, CLI::AsNumberWithUnit::UNIT_OPTIONAL, "TIME"))
            ->check(CLI::Range(0.001, 604800.0));
    const auto* const start =
        arguments.add_option("--seed", seed, "Where every random choice starts (default: a fresh one)");
    try {
        arguments.parse(argc, argv);
    } catch (const CLI::ParseError& stop) {
        return arguments.exit(stop) == 0 ? 0 : 2;
    }
    if (*time)
        ::setenv("HEDDLE_STRESS_SECONDS", std::to_string(seconds).c_str(), 1);
    if (*within)
        set_whole_time(std::chrono::duration<double>(whole));
    if (*start)
        ::setenv("HEDDLE_SEED", std::to_string(seed).c_str(), 1);
    return -1;
}

} // namespace heddle::support
