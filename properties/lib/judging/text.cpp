#include "text.hpp"

#include <algorithm>
#include <cstdio>

#include <heddle/properties/judging/explain.hpp>
#include <heddle/properties/judging/show.hpp>

namespace heddle::properties::judging {

namespace {

bool continues(char letter) { return (static_cast<unsigned char>(letter) & 0xc0) == 0x80; }

} // namespace

std::size_t width_of(std::string_view text) {
    return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues));
}

std::string padded(std::string_view text, std::size_t width) {
    return std::string(text) + std::string(width - std::min(width, width_of(text)), ' ');
}

std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

std::string in_quotes(std::string_view text) {
    std::string shown = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') {
            shown += '\\';
            shown += letter;
        } else if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(letter)));
            shown += escape;
        } else {
            shown += letter;
        }
    }
    return shown + "\"";
}

std::string shortened(std::string_view text, std::size_t width) {
    if (width_of(text) <= width)
        return std::string(text);
    std::size_t head = width / 2, tail = text.size() - (width - 1 - width / 2);
    while (head > 0 && continues(text[head]))
        --head;
    while (tail < text.size() && continues(text[tail]))
        ++tail;
    return std::string(text.substr(0, head)) + "…" + std::string(text.substr(tail));
}

std::string first_difference(std::string_view expected, std::string_view seen) {
    constexpr std::size_t around = 12, short_enough = 40;
    if (expected.size() <= short_enough && seen.size() <= short_enough)
        return {};
    const auto apart = std::mismatch(expected.begin(), expected.end(), seen.begin(), seen.end());
    std::size_t at = static_cast<std::size_t>(apart.first - expected.begin());
    while (at > 0 && at < expected.size() && continues(expected[at]))
        --at;
    const std::size_t begin = at - std::min(at, around);
    const auto excerpt = [&](std::string_view text) {
        return (begin > 0 ? "…" : "") + std::string(text.substr(std::min(begin, text.size()), 3 * around)) +
               (begin + 3 * around < text.size() ? "…" : "");
    };
    return "they part at character " + std::to_string(at) + ": " + excerpt(expected) + " against " + excerpt(seen);
}

} // namespace heddle::properties::judging
