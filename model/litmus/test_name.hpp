// Names of litmus programs as GoogleTest wants them: letters, digits and underscores.
#pragma once

#include <cctype>
#include <string>

namespace heddle::model::litmus {

// "SB+rel+acq" becomes "SB_rel_acq", "ainc(3)" becomes "ainc_3".
inline std::string test_name(std::string name) {
    for (auto& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c)))
            c = '_';
    while (name.ends_with('_'))
        name.pop_back();
    return name;
}

} // namespace heddle::model::litmus
