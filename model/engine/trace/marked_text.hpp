// Text of which some parts are to be emphasised where colours can be shown. The text itself is plain.
#pragma once

#include <heddle/model.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace heddle::model::trace {

class marked_text {
public:
    marked_text& operator<<(std::string_view text) {
        text_ += text;
        return *this;
    }
    marked_text& add(std::string_view text, emphasis_role role) {
        if (!text.empty())
            marks_.push_back({text_.size(), text.size(), role});
        return *this << text;
    }
    // Ends the line without trailing blanks.
    void end_line() {
        while (text_.ends_with(' '))
            text_.pop_back();
        text_ += '\n';
    }

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] const std::vector<emphasis>& marks() const { return marks_; }

private:
    std::string text_;
    std::vector<emphasis> marks_;
};

// How many columns UTF-8 text takes, taking each character for one.
[[nodiscard]] std::size_t columns(std::string_view text);

// The text broken into lines of at most `width` columns: at blanks where possible, or, for code, only where that leaves
// no line half empty, else after an opening bracket, comma or dot.
enum class break_at : std::uint8_t { blanks, code };
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width,
                                               break_at where = break_at::blanks);

// Shortened to `width` columns, with "..." if anything was cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width);

} // namespace heddle::model::trace
