// What the published programs share.
#pragma once

#include <cassert>
#include <thread>

namespace published {

// Runs each on a thread of its own, and waits for them all.
template <class... Actions>
void in_parallel(Actions... actions) {
    std::thread threads[] = {std::thread(actions)...};
    for (std::thread& each : threads)
        each.join();
}

} // namespace published
