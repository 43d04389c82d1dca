// What each subcommand looks like to main().
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace heddle::cli {

/// Adds `heddle model` to the command line; when it is called its exit code goes to `code`. `compiler_flags` are what
/// the user wrote after "--"; like `code` they must outlive the command line.
void add_model_command(CLI::App& heddle, const std::vector<std::string>& compiler_flags, int& code);

/// Adds `heddle verify` and `heddle stress`.
void add_verify_commands(CLI::App& heddle, const std::vector<std::string>& compiler_flags, int& code);

/// Adds `heddle linearize`.
void add_linearize_command(CLI::App& heddle, int& code);

/// Adds `heddle doctor`.
void add_doctor_command(CLI::App& heddle, int& code);

} // namespace heddle::cli
