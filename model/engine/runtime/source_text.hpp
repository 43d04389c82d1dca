// Lines of source files, as far as they can be read where the program runs.
#pragma once

#include <string>

namespace heddle::model::runtime {

// The line (counted from 1) without indentation; empty if the file cannot be read. Engine mode, only for failures.
[[nodiscard]] const std::string& source_line(const std::string& file, unsigned line);

} // namespace heddle::model::runtime
