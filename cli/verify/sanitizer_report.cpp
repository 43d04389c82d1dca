#include "verify/sanitizer_report.hpp"

#include <array>
#include <regex>
#include <sstream>

namespace heddle::cli {

namespace {

// The words of a summary, and the kind they are.
constexpr std::array<std::pair<const char*, const char*>, 9> kinds = {{{"data race", "data-race"},
                                                                       {"use-after-free", "use-after-free"},
                                                                       {"double-free", "double-free"},
                                                                       {"leak", "leak"},
                                                                       {"lock-order-inversion", "deadlock"},
                                                                       {"double lock", "deadlock"},
                                                                       {"unlock", "unlock-error"},
                                                                       {"mutex", "unlock-error"},
                                                                       {"", "invalid-access"}}};

constexpr std::size_t longest_line = 160;

std::string line_at(const std::string& text, std::size_t at) { return text.substr(at, text.find('\n', at) - at); }

// Where in the user's code and the contract: no frames of the standard library and of GoogleTest, no argument lists.
std::string readable(const std::string& report) {
    static const std::regex foreign(R"(^ +#\d+ .*(/include/c\+\+/|<null>|testing::internal).*$)");
    static const std::regex module(R"( \([^ ()]*\+0x[0-9a-f]+\)| \(BuildId: [0-9a-f]+\))");
    static const std::regex frame(R"(^( +#\d+ )(.*) (/[^ ]+)$)");
    std::string text;
    std::istringstream lines(report);
    for (std::string line; std::getline(lines, line);) {
        if (std::regex_match(line, foreign))
            continue;
        line = std::regex_replace(line, module, "");
        std::smatch parts;
        if (line.size() > longest_line && std::regex_match(line, parts, frame))
            line = parts[1].str() + parts[3].str();
        text += line + "\n";
    }
    return text;
}

} // namespace

std::vector<std::pair<std::string, std::string>> sanitizer_environment() {
    const std::string code = "exitcode=" + std::to_string(sanitizer_exit_code);
    return {{"TSAN_OPTIONS", "halt_on_error=1:" + code},
            {"ASAN_OPTIONS", "detect_leaks=1:detect_stack_use_after_return=1:" + code},
            {"LSAN_OPTIONS", code},
            {"UBSAN_OPTIONS", "print_stacktrace=1:" + code}};
}

sanitizer_finding read_sanitizer_report(const std::string& output) {
    sanitizer_finding found{
        .kind = "invalid-access", .message = "a sanitizer's report", .location = {}, .report = output};
    if (const auto begin = output.find("runtime error: "); begin != output.npos)
        found.message = "undefined behaviour: " + line_at(output, begin + std::string("runtime error: ").size());
    if (const auto begin = output.find("=================="); begin != output.npos)
        found.report = readable(output.substr(begin));
    const auto summary = output.find("SUMMARY: ");
    if (summary == output.npos)
        return found;
    const std::string line = line_at(output, summary + std::string("SUMMARY: ").size());
    if (line.find("UndefinedBehavior") == line.npos)
        found.message = line.substr(line.find(": ") + 2);
    for (const auto& [words, kind] : kinds) {
        if (line.find(words) != line.npos) {
            found.kind = kind;
            break;
        }
    }
    std::smatch place;
    if (std::regex_search(line, place, std::regex(R"((/[^ :]+:[0-9]+))")))
        found.location = place[1];
    return found;
}

} // namespace heddle::cli
