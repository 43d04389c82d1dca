// Strategies for programs that are too large to be explored: each run starts at the beginning and decides at random,
// once, what an exploration would try in all ways. Every execution that the memory model allows can come; none is known
// to have come before.
#pragma once

#include <heddle/model.hpp>

#include <bit>
#include <cstdint>
#include <memory>
#include <random>

namespace heddle::model::core {

class walker {
public:
    explicit walker(std::uint64_t seed) : random_(seed) {}
    virtual ~walker() = default;

    virtual void begin_run() = 0;
    // Which of these threads, as bits, takes the next step. At least one is set.
    [[nodiscard]] virtual std::uint32_t pick(std::uint64_t ready) = 0;
    // Which of so many alternatives the event that was added takes. 0 is the newest write, or the newest place.
    [[nodiscard]] virtual std::uint32_t among(std::uint32_t alternatives) = 0;

protected:
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) {
        return std::uniform_int_distribution(std::uint64_t{0}, bound - 1)(random_);
    }

private:
    std::mt19937_64 random_;
};

// Nothing for the exhaustive strategy.
[[nodiscard]] std::unique_ptr<walker> make_walker(const options& how);

} // namespace heddle::model::core
