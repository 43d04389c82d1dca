// One Clojure map in a line, as far as recorded histories need it: keywords with simple values.
#pragma once

#include <optional>
#include <string>

#include "lines.hpp"

namespace heddle::cli::recorded {

struct clojure_value {
    std::string text; // the characters of a string, else the word as it is spelled
    bool is_string = false;
    bool is_nil() const { return !is_string && text == "nil"; }
};

/// The fields of a recorded operation; what else the map has is passed over.
struct operation_map {
    std::optional<clojure_value> process, type, f, key, value;
};

/// Reads the present line of `source`; calls source.expected() if it is not such a map.
operation_map read_map(const lines& source);

} // namespace heddle::cli::recorded
