// A failing execution for a reader: what happened and where, the table of its steps, and why it could happen.
#pragma once

#include "engine/trace/marked_text.hpp"
#include "engine/trace/story.hpp"

namespace heddle::model::trace {

[[nodiscard]] marked_text describe(const story& told);

} // namespace heddle::model::trace
