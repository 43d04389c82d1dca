// Text in columns.
#pragma once

#include <string>
#include <string_view>

namespace heddle::properties::judging {

/// How many characters of UTF-8 it shows.
std::size_t width_of(std::string_view text);

/// With spaces behind it up to `width`.
std::string padded(std::string_view text, std::size_t width);

/// Without spaces at the end.
std::string trimmed(std::string text);

} // namespace heddle::properties::judging
