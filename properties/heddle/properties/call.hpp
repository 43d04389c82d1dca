// What a generated test consists of: calls of operations by number, each with a small argument. Generators and
// shrinking see only numbers, so they are compiled once; a contract says what the numbers mean.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace heddle::properties {

/// One call: which operation, and an argument from 0 to 9 for it to use as it likes.
struct call {
    std::size_t operation = 0;
    int argument = 0;
};

using calls = std::vector<call>;

/// The operations that calls choose from, by name; `weights`, if given, says how often each is drawn (1 or more).
struct vocabulary {
    std::vector<std::string> names;
    std::vector<std::size_t> weights = {};
};

/// "lock(3); unlock(0)", as failures print it.
std::string to_string(const calls& sequence, const vocabulary& words);

} // namespace heddle::properties
