#include "terminal.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <unistd.h>

#include <fmt/color.h>

namespace heddle::cli {

namespace {

fmt::text_style style_of(std::size_t role) {
    static const std::array styles = {
        fmt::fg(fmt::terminal_color::red) | fmt::emphasis::bold, // failure
        fmt::fg(fmt::terminal_color::yellow),                    // remark
        fmt::text_style(fmt::emphasis::bold),                    // heading
        fmt::fg(fmt::terminal_color::cyan),                      // source
        fmt::fg(fmt::terminal_color::bright_black),              // frame
    };
    return styles.at(role);
}

} // namespace

bool wants_colours() {
    const char* const refused = std::getenv("NO_COLOR");
    const char* const terminal = std::getenv("TERM");
    return ::isatty(STDOUT_FILENO) == 1 && (!refused || *refused == '\0') && terminal &&
           std::string_view(terminal) != "dumb";
}

void print_trace(const std::string& trace, const nlohmann::json& emphasised) {
    std::string shown;
    std::size_t done = 0;
    if (wants_colours())
        for (const auto& each : emphasised) {
            const auto begin = each.at(0).get<std::size_t>();
            const auto length = each.at(1).get<std::size_t>();
            shown += trace.substr(done, begin - done);
            shown += fmt::format(style_of(each.at(2).get<std::size_t>()), "{}", trace.substr(begin, length));
            done = begin + length;
        }
    shown += trace.substr(done);
    std::printf("%s\n", shown.c_str());
}

} // namespace heddle::cli
