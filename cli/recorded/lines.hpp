// A recorded history as lines of text, and how to say which line of it cannot be read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace heddle::cli::recorded {

/// The lines of a file. The CR of a CRLF is white space like any other.
class lines {
public:
    /// Throws `cannot` if the file cannot be read.
    explicit lines(const std::filesystem::path& file);

    /// Goes on to the next line that is not blank. False at the end.
    bool next();
    std::string_view line() const { return line_; }
    /// Of the present line, from 1.
    std::int64_t number() const { return number_; }
    /// Throws `cannot`: file, line, what was expected, and what is there.
    [[noreturn]] void expected(std::string_view what) const;

private:
    std::string name_;
    std::string text_;
    std::size_t begin_of_next_ = 0;
    std::string_view line_;
    std::int64_t number_ = 0;
};

/// Takes the next word from the front of `text`, up to white space or a comma, which Clojure takes for white space;
/// empty at the end.
std::string_view take_word(std::string_view& text);

/// The number that the whole word is; false if it is none or too large.
bool to_number(std::string_view word, long long& number);

} // namespace heddle::cli::recorded
