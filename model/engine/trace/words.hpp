// What the steps of a story do, in words: `reads ready = true (acquire), from step 4`.
#pragma once

#include "engine/trace/story.hpp"

#include <string>

namespace heddle::model::trace {

struct told_row {
    std::string text;
    std::string note; // what is remarkable about it, usually nothing
};

[[nodiscard]] told_row words_of(const story& told, const row& one);

// "thread 1", "main": what a thread is called.
[[nodiscard]] std::string name_of_thread(const story& told, core::thread_id thread);

[[nodiscard]] std::string_view name_of_order(core::memory_order order);

// The name of a location, and a value of it.
[[nodiscard]] std::string name_of_location(const story& told, core::location_id where);
[[nodiscard]] std::string value_at(const story& told, core::location_id where, core::word value);

} // namespace heddle::model::trace
