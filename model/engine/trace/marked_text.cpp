// See marked_text.hpp.
#include "engine/trace/marked_text.hpp"

#include <algorithm>

namespace heddle::model::trace {

namespace {

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U; }

// How many bytes the first `width` columns take.
std::size_t bytes_of(std::string_view text, std::size_t width) {
    std::size_t bytes = 0;
    for (std::size_t seen = 0; bytes < text.size(); ++bytes)
        if (begins_character(text[bytes]) && ++seen > width)
            break;
    return bytes;
}

std::size_t cut_of_code(std::string_view text, std::size_t limit) {
    for (const char* signs : {"(,<.", "_:"})
        if (const std::size_t sign = text.find_last_of(signs, limit - 1); sign != text.npos && sign >= limit / 2)
            return sign + 1;
    return limit;
}

} // namespace

std::size_t columns(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width, break_at where) {
    std::vector<std::string> lines;
    while (columns(text) > width) {
        const std::size_t limit = bytes_of(text, width);
        const std::size_t blank = text.rfind(' ', limit);
        const std::size_t least = where == break_at::code ? limit / 2 : 1;
        const bool at_blank = blank != text.npos && blank >= least;
        const std::size_t cut = at_blank ? blank : where == break_at::code ? cut_of_code(text, limit) : limit;
        lines.emplace_back(text.substr(0, cut));
        text.remove_prefix(cut);
        while (text.starts_with(' '))
            text.remove_prefix(1);
    }
    lines.emplace_back(text);
    return lines;
}

std::string shortened(std::string_view text, std::size_t width) {
    if (columns(text) <= width)
        return std::string(text);
    return std::string(text.substr(0, bytes_of(text, width - 3))) + "...";
}

} // namespace heddle::model::trace
