// Names of litmus programs in GoogleTest's output.
#pragma once

#include <cctype>
#include <ostream>
#include <string>

namespace heddle::model::litmus {

// As GoogleTest wants them, letters, digits and underscores: "SB+rel+acq" becomes "SB_rel_acq", "ainc(3)" becomes
// "ainc_3".
inline std::string test_name(std::string name) {
    for (auto& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c)))
            c = '_';
    while (name.ends_with('_'))
        name.pop_back();
    return name;
}

// Rows of the calibration and shapes of the catalogue print as their names.
template <class Row>
    requires requires(const Row& row) { row.name + row.program; }
void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

} // namespace heddle::model::litmus
