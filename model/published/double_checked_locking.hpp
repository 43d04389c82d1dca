// Double-checked locking (Meyers and Alexandrescu, C++ and the Perils of Double-Checked Locking, 2004): who finds the
// object made skips the lock. The first look has to acquire, or the object may be used before it is complete.
#pragma once

#include "threads.hpp"

#include <atomic>
#include <memory>
#include <mutex>

namespace published {

template <std::memory_order FirstLook>
void double_checked_locking() {
    struct settings {
        int verbosity = 3;
    };
    std::atomic<settings*> instance{nullptr};
    std::mutex making;
    const auto get = [&]() -> const settings& {
        settings* seen = instance.load(FirstLook);
        if (seen == nullptr) {
            const std::lock_guard<std::mutex> held(making);
            seen = instance.load(std::memory_order_relaxed);
            if (seen == nullptr) {
                seen = new settings;
                instance.store(seen, std::memory_order_release);
            }
        }
        return *seen;
    };
    const auto use = [&] { assert(get().verbosity == 3); };
    in_parallel(use, use);
    const std::unique_ptr<settings> made(instance.load());
}

} // namespace published
