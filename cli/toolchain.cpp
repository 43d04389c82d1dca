#include "toolchain.hpp"

#include <cstdlib>
#include <fstream>
#include <future>
#include <sstream>

#include "exit_code.hpp"
#include "process.hpp"

namespace heddle::cli {

namespace {

bool is_c(const std::filesystem::path& file) { return file.extension() == ".c" || file.extension() == ".i"; }

void check_readable(const std::filesystem::path& file) {
    std::error_code failed;
    if (std::filesystem::is_directory(file, failed))
        throw cannot(file.string() + " is a folder, not a source file");
    if (!std::ifstream(file))
        throw cannot("cannot read " + file.string());
}

void compile(const compilers& with, const program_sources& sources, const std::filesystem::path& file,
             const std::filesystem::path& object) {
    // At -O0 the optimiser cannot remove the accesses, and with them the races, before they are seen.
    std::vector<std::string> command = {is_c(file) ? with.c : with.cxx,
                                        "-fsanitize=thread",
                                        "-O0",
                                        "-g",
                                        "-c",
                                        file.string(),
                                        "-o",
                                        object.string(),
                                        "-Wno-tsan",
                                        "-Wno-unknown-warning-option"};
    const bool standard_fits = sources.standard.find("++") == std::string::npos ? is_c(file) : !is_c(file);
    if (!sources.standard.empty() && standard_fits)
        command.push_back("-std=" + sources.standard);
    else if (!is_c(file))
        command.push_back("-std=c++20");
    // Before C++20 std::string's code is libstdc++.so's, where nothing is seen; this makes it the program's own.
    command.emplace_back("-D_GLIBCXX_EXTERN_TEMPLATE=0");
    for (const std::string& folder : sources.include_folders)
        command.push_back("-I" + folder);
    for (const std::string& definition : sources.definitions)
        command.push_back("-D" + definition);
    command.insert(command.end(), sources.more_flags.begin(), sources.more_flags.end());
    const ended result = run({.command = command, .environment = {}, .limit = {}});
    if (result.exit_code != 0)
        throw cannot(first_error(result.errors));
}

} // namespace

std::string first_error(const std::string& output) {
    std::istringstream lines(output);
    std::string first;
    for (std::string line; std::getline(lines, line);) {
        if (line.find("error:") != std::string::npos || line.find("undefined reference") != std::string::npos)
            return line;
        if (first.empty())
            first = line;
    }
    return first.empty() ? "the compiler failed without a message" : first;
}

compilers find_compilers() {
    const char* const c = std::getenv("CC");
    const char* const cxx = std::getenv("CXX");
    if (c && cxx)
        return {c, cxx};
    if (is_in_path("clang") && is_in_path("clang++"))
        return {"clang", "clang++"};
    if (is_in_path("gcc") && is_in_path("g++"))
        return {"gcc", "g++"};
    throw cannot("no compiler found: apt-get install clang, or set CC and CXX");
}

std::filesystem::path model_library() {
    std::error_code failed;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", failed);
    const auto library = self.parent_path().parent_path() / "lib" / "libheddle_engine.a";
    if (failed || !std::filesystem::exists(library))
        throw cannot("Heddle's model library is not installed: " + library.string() + " is missing");
    return library;
}

std::filesystem::path build_program(const program_sources& sources, const std::filesystem::path& folder) {
    const compilers with = find_compilers();
    const auto library = model_library();
    for (const auto& file : sources.files)
        check_readable(file);
    std::vector<std::string> link = {with.cxx, "-g", "-o", (folder / "program").string()};
    std::vector<std::future<void>> jobs;
    for (std::size_t i = 0; i < sources.files.size(); ++i) {
        const auto object = folder / (std::to_string(i) + ".o");
        link.push_back(object.string());
        jobs.push_back(
            std::async(std::launch::async, [&, i, object] { compile(with, sources, sources.files[i], object); }));
    }
    for (auto& job : jobs)
        job.get();
    const auto runner = library.parent_path() / "libheddle_program.a";
    for (const char* flag : {"-Wl,--wrap=main", "-Wl,--whole-archive"})
        link.emplace_back(flag);
    link.push_back(runner.string());
    link.push_back(library.string());
    for (const char* flag : {"-Wl,--no-whole-archive", "-pthread", "-ldw", "-ldl", "-lm"})
        link.emplace_back(flag);
    for (const std::string& flag : sources.more_flags) {
        if (flag.starts_with("-l") || flag.starts_with("-L") || flag.starts_with("-Wl,"))
            link.push_back(flag);
    }
    const ended result = run({.command = link, .environment = {}, .limit = {}});
    if (result.exit_code != 0)
        throw cannot(first_error(result.errors));
    return folder / "program";
}

} // namespace heddle::cli
