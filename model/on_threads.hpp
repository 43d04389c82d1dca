// What the programs of the model layer, the engine's and Relacy's alike, are made of: a few threads that all run one
// function.
#pragma once

#include <array>
#include <cstddef>

#include <heddle/sync.hpp>

namespace heddle {

/// Runs body(0) … body(Threads - 1), each on a thread of its own, and joins them all.
template <std::size_t Threads, class Body>
void on_threads(Body body) {
    std::array<sync::thread, Threads> threads;
    for (std::size_t i = 0; i < Threads; ++i)
        threads[i] = sync::thread(body, i);
    for (sync::thread& one : threads)
        one.join();
}

} // namespace heddle
