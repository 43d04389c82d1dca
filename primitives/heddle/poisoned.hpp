// What locks around data say when a holder has died from an exception.
#pragma once

#include <stdexcept>

namespace heddle {

/// Thrown where a guard died in unwinding and the data may be half changed. Nothing is locked when it arrives.
struct poisoned : std::runtime_error {
    poisoned() : std::runtime_error("heddle: a holder of this lock died from an exception; recover() gives the data") {}
};

} // namespace heddle
