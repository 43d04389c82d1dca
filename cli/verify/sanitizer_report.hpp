// What a sanitizer's report comes down to.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace heddle::cli {

/// The exit code that sanitizer_environment() makes every sanitizer end with.
inline constexpr int sanitizer_exit_code = 67;

/// The variables to run a program of the tsan or asan layer with.
std::vector<std::pair<std::string, std::string>> sanitizer_environment();

struct sanitizer_finding {
    std::string kind; // as the JSON of the command spells it
    std::string message;
    std::string location; // "file:line", or empty
    std::string report;   // from its first line on
};

/// Reads it from the output of a program that ended with sanitizer_exit_code.
sanitizer_finding read_sanitizer_report(const std::string& output);

} // namespace heddle::cli
