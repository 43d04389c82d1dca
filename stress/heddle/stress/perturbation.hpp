// Shakes the timing of actors: seeded random pauses and yields between their steps.
#pragma once

#include <heddle/support/seed.hpp>

namespace heddle::stress {

/// One actor's source of disturbance; not shared between threads.
class perturbation {
public:
    explicit perturbation(std::uint64_t seed) noexcept : random_(seed) {}

    /// Mostly nothing; now and then a few pauses, a yield, rarely a short sleep.
    void shake() noexcept;

    support::random_source& random() noexcept { return random_; }

private:
    support::random_source random_;
};

} // namespace heddle::stress
