// The `heddle` command: one subcommand for each thing it does.
#include <algorithm>
#include <cstdio>
#include <string_view>

#include "command.hpp"
#include "exit_code.hpp"

int main(int argc, char** argv) {
    using namespace heddle::cli;
    CLI::App heddle("Stress testing and race detection for C++ concurrency primitives");
    heddle.name("heddle");
    heddle.require_subcommand(1);
    heddle.footer("Exit codes: 0 all that was asked holds; 1 a bug was found; 2 the request could not be carried out;\n"
                  "3 no verdict within the bounds given.");
    int code = holds;
    char** const dashes = std::find(argv, argv + argc, std::string_view("--"));
    const std::vector<std::string> compiler_flags(std::min(dashes + 1, argv + argc), argv + argc);
    add_model_command(heddle, compiler_flags, code);
    add_verify_commands(heddle, compiler_flags, code);
    add_linearize_command(heddle, code);
    add_doctor_command(heddle, code);
    try {
        heddle.parse(static_cast<int>(dashes - argv), argv);
        return code;
    } catch (const CLI::ParseError& stop) {
        if (stop.get_exit_code() == 0)
            return heddle.exit(stop);
        std::fprintf(stderr, "heddle: %s (see heddle --help)\n", stop.what());
        return not_carried_out;
    } catch (const cannot& reason) {
        std::fprintf(stderr, "heddle: %s\n", reason.what());
        return not_carried_out;
    } catch (const std::exception& reason) {
        std::fprintf(stderr, "heddle: %s\n", reason.what());
        return not_carried_out;
    }
}
