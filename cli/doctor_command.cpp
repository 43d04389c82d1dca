// `heddle doctor`: what is installed, what is missing, what to type.
#include <cstdio>

#include "command.hpp"
#include "exit_code.hpp"
#include "process.hpp"
#include "toolchain.hpp"

namespace heddle::cli {

namespace {

struct need {
    const char* what;
    const char* program;
    const char* package;
    bool required;
};

constexpr need needs[] = {
    {"C compiler (clang)", "clang", "clang", false},
    {"C++ compiler (clang)", "clang++", "clang", false},
    {"C compiler (gcc)", "gcc", "gcc", false},
    {"C++ compiler (gcc)", "g++", "g++", false},
    {"CMake", "cmake", "cmake", false},
    {"Ninja", "ninja", "ninja-build", false},
};

bool found(const char* what, bool there, const char* remedy) {
    std::printf("%-24s %s%s\n", what, there ? "found" : "MISSING   ", there ? "" : remedy);
    return there;
}

int examine() {
    for (const need& one : needs)
        found(one.what, is_in_path(one.program), (std::string("apt-get install ") + one.package).c_str());
    bool ready = true;
    try {
        const compilers with = find_compilers();
        std::printf("%-24s %s, %s\n", "code is checked with", with.c.c_str(), with.cxx.c_str());
        ready = is_in_path(with.c) && is_in_path(with.cxx);
    } catch (const cannot& reason) {
        ready = found("a compiler", false, reason.what());
    }
    try {
        std::printf("%-24s %s\n", "model library", model_library().c_str());
    } catch (const cannot& reason) {
        ready = found("model library", false, reason.what());
    }
    std::printf("%s\n", ready ? "ready" : "not ready");
    return ready ? holds : not_carried_out;
}

} // namespace

void add_doctor_command(CLI::App& heddle, int& code) {
    heddle.add_subcommand("doctor", "Show what is installed, what is missing, what to type")->callback([&code] {
        code = examine();
    });
}

} // namespace heddle::cli
