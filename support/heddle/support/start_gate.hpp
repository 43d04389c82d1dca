// Holds threads back until all have come, then lets them go in the same moment, so that what they do really overlaps.
#pragma once

#include <atomic>
#include <thread>

namespace heddle::support {

/// For a fixed number of threads, once. Spins, then yields: a thread that has to be woken comes too late.
class start_gate {
public:
    explicit start_gate(int expected) noexcept : missing_(expected) {}

    /// Returns when as many threads as expected have called it.
    void pass() noexcept {
        // acq_rel: what each did before the gate happens before what any does after it.
        missing_.fetch_sub(1, std::memory_order_acq_rel);
        for (int looks = 0; missing_.load(std::memory_order_acquire) > 0; ++looks) {
            if (looks > 200)
                std::this_thread::yield();
        }
    }

private:
    std::atomic<int> missing_; // threads that have not come yet
};

} // namespace heddle::support
