// RapidCheck generators of calls, shared by sequences and programs, and how a failure shows what they drew.
#pragma once

#include <ostream>

#include <rapidcheck.h>

#include <heddle/properties/call.hpp>

namespace heddle::properties {

/// A call drawn by weight; shrinks towards the first operation and argument 0.
inline rc::Gen<call> any_call(const vocabulary& words) {
    std::vector<std::size_t> lots;
    for (std::size_t which = 0; which < words.names.size(); ++which)
        lots.insert(lots.end(), words.weights.empty() ? 1 : words.weights[which], which);
    return rc::gen::map(rc::gen::pair(rc::gen::elementOf(lots), rc::gen::inRange(0, 10)),
                        [](const std::pair<std::size_t, int>& drawn) {
                            return call{drawn.first, drawn.second};
                        });
}

/// What was drawn, with the words to show it in.
template <class Drawn>
struct in_words {
    Drawn drawn;
    const vocabulary* words;

    friend std::ostream& operator<<(std::ostream& out, const in_words& shown) {
        return out << to_string(shown.drawn, *shown.words);
    }
};

/// Draws from `generator` and shows it under `title`, in `words`, when a case fails.
template <class Drawn>
Drawn draw(const char* title, const rc::Gen<Drawn>& generator, const vocabulary& words) {
    const auto shown = rc::gen::map(generator, [&words](Drawn drawn) {
        return in_words<Drawn>{std::move(drawn), &words};
    });
    return (*shown.as(title)).drawn;
}

} // namespace heddle::properties
