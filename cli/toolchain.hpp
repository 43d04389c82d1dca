// The compilers that code under test is built with, and Heddle's own libraries beside this program.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace heddle::cli {

/// What to build a whole program from.
struct program_sources {
    std::vector<std::filesystem::path> files; // *.c is C, anything else C++
    std::vector<std::string> include_folders;
    std::vector<std::string> definitions;
    std::string standard;                // of the C++ or C files, as -std takes it; empty for the compiler's own
    std::vector<std::string> more_flags; // given to the compiler last, so that they overrule
};

/// A C and a C++ compiler of one family.
struct compilers {
    std::string c;
    std::string cxx;
};

/// CC and CXX of the environment, else clang if installed, else gcc. Throws `cannot` if there is none.
compilers find_compilers();

/// The line with the compiler's first error, or its first line.
std::string first_error(const std::string& output);

/// Where the model library should be; throws `cannot` if it is not there.
std::filesystem::path model_library();

/// Compiles the sources with -fsanitize=thread at -O0 and links them against the model library. Throws `cannot` with
/// the compiler's first error if that fails. Returns the executable, made in `folder`.
std::filesystem::path build_program(const program_sources& sources, const std::filesystem::path& folder);

} // namespace heddle::cli
