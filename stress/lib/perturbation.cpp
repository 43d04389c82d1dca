#include <heddle/stress/perturbation.hpp>

#include <atomic>
#include <chrono>
#include <thread>

namespace heddle::stress {

void perturbation::shake() noexcept {
    const std::uint64_t dice = random_.below(1024);
    if (dice < 64) {
        for (std::uint64_t i = 0; i < dice; ++i)
            std::atomic_signal_fence(std::memory_order_seq_cst); // keeps the loop from being optimised away
    } else if (dice < 96) {
        std::this_thread::yield();
    } else if (dice == 96) {
        std::this_thread::sleep_for(std::chrono::microseconds(20));
    }
}

} // namespace heddle::stress
