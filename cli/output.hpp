// What the subcommands have in common: how they take a time limit, write JSON, and show a line to type.
#pragma once

#include <filesystem>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json_fwd.hpp>

namespace heddle::cli {

/// Adds an option that takes a time, for instance 30s, 5m, 2h; `seconds` stays as it is without one.
void add_time(CLI::App& command, const std::string& name, double& seconds, const std::string& description);

/// Adds --time-limit; `seconds` stays as it is without one.
void add_time_limit(CLI::App& command, double& seconds, const std::string& description);

/// Writes `text`. The file appears whole or not at all. Throws `cannot` if that fails.
void write_whole(const std::filesystem::path& file, const std::string& text);

/// Writes `result` and a newline. The file appears whole or not at all. Throws `cannot` if that fails.
void write_json(const std::filesystem::path& file, const nlohmann::json& result);

/// `text` as one word of a shell's command line.
std::string shell_word(const std::string& text);

} // namespace heddle::cli
