#include "verify/verdict_table.hpp"

#include <cstdio>
#include <regex>

#include <fmt/color.h>
#include <fmt/format.h>

#include "terminal.hpp"

namespace heddle::cli {

namespace {

std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t place = digits.size(); place > 3;)
        digits.insert(place -= 3, ",");
    return digits;
}

fmt::text_style style_of(const std::string& verdict) {
    if (!wants_colours())
        return {};
    return fmt::emphasis::bold | fmt::fg(verdict == "verified" ? fmt::terminal_color::green
                                         : verdict == "failed" ? fmt::terminal_color::red
                                                               : fmt::terminal_color::yellow);
}

// "/far/away/lock.hpp:31" is "lock.hpp:31" here; the whole is in the details.
std::string short_paths(const std::string& text) {
    static const std::regex path(R"(/[^ :]*/([^ /:]+:[0-9]+))");
    return std::regex_replace(text, path, "$1");
}

std::string shortened(const std::string& text) {
    constexpr std::size_t most = 110;
    return text.size() <= most ? text : text.substr(0, most) + "…";
}

std::string outcome(const layer_result& result) {
    if (result.failure)
        return shortened(result.failure->kind + ": " + short_paths(result.failure->message));
    if (!result.reason.empty())
        return result.reason;
    return counted(result);
}

} // namespace

std::string counted(const layer_result& result) {
    const char* const unit = result.layer == "stress" ? "round" : result.layer == "model" ? "execution" : "case";
    return grouped(result.checked) + " " + unit + (result.checked == 1 ? "" : "s");
}

void print_failure(const verify_request& asked, const layer_result& result) {
    const layer_failure& what = *result.failure;
    fmt::print("\n{}: {}: {}\n\n{}\n", fmt::styled(result.layer, style_of("failed")), what.kind,
               short_paths(what.message) +
                   (what.location.empty() || what.message.find(what.location) != std::string::npos
                        ? ""
                        : " (" + short_paths(what.location) + ")"),
               what.details);
    fmt::print("\nrepeat it with: {}\n", line_to_type(asked, result.layer, what.replay));
}

void print_table(const std::vector<layer_result>& results) {
    fmt::print("\n{:<11} {:<11} {:>7}  {}\n", "layer", "verdict", "seconds", "what it covered");
    for (const layer_result& one : results) {
        fmt::print("{:<11} {} {:>7.1f}  {}\n", one.layer,
                   fmt::styled(fmt::format("{:<11}", one.verdict), style_of(one.verdict)), one.seconds, outcome(one));
        for (const std::string& line : one.covered)
            fmt::print("{:<32} {}\n", "", line);
    }
    std::fflush(stdout);
}

} // namespace heddle::cli
