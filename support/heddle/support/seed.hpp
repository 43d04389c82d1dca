// One seed a process, from which every random choice follows. Printed at the start; HEDDLE_SEED sets it.
#pragma once

#include <cstdint>

namespace heddle::support {

/// The seed of this process: HEDDLE_SEED if that is set (a bad number ends the process with code 2), else a fresh one.
std::uint64_t process_seed();

/// A small fast generator for choices within a round: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). One thread at a
/// time.
class random_source {
public:
    explicit random_source(std::uint64_t seed) noexcept : state_(seed) {}

    std::uint64_t next() noexcept {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    /// A number below `bound`, which is at least 1.
    std::uint64_t below(std::uint64_t bound) noexcept { return next() % bound; }

    /// True once in `n` times.
    bool one_in(std::uint64_t n) noexcept { return below(n) == 0; }

private:
    std::uint64_t state_;
};

} // namespace heddle::support
