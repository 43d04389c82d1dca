// The steps of a story as a table: a column for each thread, a row for each step, the source line at the right. It fits
// into 120 columns; with more threads than fit, narrow lanes show whose step it is, and the words stand beside them.
#pragma once

#include "engine/trace/marked_text.hpp"
#include "engine/trace/story.hpp"

namespace heddle::model::trace {

inline constexpr std::size_t table_width = 120;

void write_table(marked_text& out, const story& told);

} // namespace heddle::model::trace
