#include <heddle/properties/sequences.hpp>

#include <sstream>

#include "generators.hpp"
#include "rapidcheck_run.hpp"

namespace heddle::properties {

std::string to_string(const calls& sequence, const vocabulary& words) {
    std::ostringstream text;
    const char* separator = "";
    for (const auto& [which, argument] : sequence) {
        text << separator << words.names[which] << '(' << argument << ')';
        separator = "; ";
    }
    return text.str();
}

void for_all_sequences(const vocabulary& words, const std::function<void(const calls&)>& replay) {
    const auto sequences = rc::gen::container<calls>(any_call(words));
    run_property([&] { replay(draw("the calls", sequences, words)); });
}

} // namespace heddle::properties
