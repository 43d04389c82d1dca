#include <heddle/properties/programs.hpp>

#include <algorithm>
#include <sstream>

#include "generators.hpp"
#include "rapidcheck_run.hpp"

namespace heddle::properties {

namespace {

// Between `least` and `most` of what `one` makes; longer as RapidCheck's size grows.
template <class Container, class T>
rc::Gen<Container> some(std::size_t least, std::size_t most, const rc::Gen<T>& one) {
    return rc::gen::withSize([=](int size) {
        const std::size_t growth = (most - least) * static_cast<std::size_t>(std::min(size, 100)) / 100;
        const auto length = rc::gen::inRange(least, least + growth + 1);
        return rc::gen::mapcat(length, [=](std::size_t count) { return rc::gen::container<Container>(count, one); });
    });
}

} // namespace

std::string to_string(const program& threads, const vocabulary& words) {
    std::ostringstream text;
    for (std::size_t i = 0; i < threads.size(); ++i)
        text << "thread " << i + 1 << ": " << to_string(threads[i], words) << '\n';
    return text.str();
}

void for_all_programs(const vocabulary& words, const program_shape& shape,
                      const std::function<void(const program&)>& run) {
    const auto thread = some<calls>(1, shape.max_calls, any_call(words));
    const auto programs = some<program>(shape.min_threads, shape.max_threads, thread);
    run_property([&] {
        const program drawn = draw("the program", programs, words);
        for (int i = 0; i < shape.repetitions; ++i)
            run(drawn);
    });
}

} // namespace heddle::properties
