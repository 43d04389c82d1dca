#include "lines.hpp"

#include <charconv>
#include <fstream>
#include <sstream>

#include "../exit_code.hpp"

namespace heddle::cli::recorded {

namespace {

constexpr std::string_view blanks = " \t\r\v\f,";

} // namespace

lines::lines(const std::filesystem::path& file) : name_(file.string()) {
    if (std::filesystem::is_directory(file))
        throw cannot(name_ + " is a folder, not a recorded history");
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw cannot("cannot read " + name_);
    std::ostringstream all;
    all << in.rdbuf();
    if (in.bad())
        throw cannot("cannot read " + name_);
    text_ = std::move(all).str();
}

bool lines::next() {
    while (begin_of_next_ < text_.size()) {
        const std::size_t end = std::min(text_.find('\n', begin_of_next_), text_.size());
        line_ = std::string_view(text_).substr(begin_of_next_, end - begin_of_next_);
        begin_of_next_ = end + 1;
        ++number_;
        if (line_.find_first_not_of(blanks) != std::string_view::npos)
            return true;
    }
    return false;
}

void lines::expected(std::string_view what) const {
    constexpr std::size_t most = 80;
    std::string found;
    for (const char letter : line_.substr(0, most))
        found += static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter;
    if (line_.size() > most)
        found += "…";
    throw cannot(name_ + ":" + std::to_string(number_) + ": expected " + std::string(what) + ", found: " + found);
}

std::string_view take_word(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    const std::string_view word = text.substr(0, text.find_first_of(blanks));
    text.remove_prefix(word.size());
    return word;
}

bool to_number(std::string_view word, long long& number) {
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    return error == std::errc() && end == word.data() + word.size() && !word.empty();
}

} // namespace heddle::cli::recorded
