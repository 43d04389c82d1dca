// locks::gate in the words of the mutex contract.
#pragma once

#include <heddle/adapt.hpp>

#include "locks.hpp"

struct gate_as_mutex : locks::gate {
    using locks::gate::gate;
    void lock() { Lock(); }
    void unlock() { Unlock(); }
};

template <>
struct heddle::adapt<locks::gate> {
    using type = gate_as_mutex;
};
