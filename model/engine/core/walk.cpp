// See walk.hpp.
#include "engine/core/walk.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace heddle::model::core {

namespace {

// At each step any thread, and any alternative, each as likely as the others.
class uniform_walker final : public walker {
public:
    using walker::walker;
    void begin_run() override {}
    std::uint32_t pick(std::uint64_t ready) override {
        for (std::uint64_t skip = below(static_cast<std::uint64_t>(std::popcount(ready))); skip != 0; --skip)
            ready &= ready - 1;
        return static_cast<std::uint32_t>(std::countr_zero(ready));
    }
    std::uint32_t among(std::uint32_t alternatives) override { return static_cast<std::uint32_t>(below(alternatives)); }
};

// Burckhardt, Kothari, Musuvathi and Nagarakatte, "A Randomized Scheduler with Probabilistic Guarantees of Finding
// Bugs" (ASPLOS 2010): threads have random priorities, the highest that can go on does, and at d - 1 random steps the
// running one falls below all others. A weak memory model has a second way to be surprising: at half of these steps the
// next event that has alternatives takes one of them instead, an older write or an older place.
class priority_walker final : public walker {
public:
    priority_walker(std::uint64_t seed, unsigned depth) : walker(seed), changes_(depth - 1) {}

    void begin_run() override {
        longest_ = std::max(longest_, steps_);
        steps_ = 0;
        stale_ = false;
        lowest_ = 0;
        for (std::int64_t& each : priority_)
            each = static_cast<std::int64_t>(below(1U << 30U)) + 1;
        for (std::uint64_t& each : changes_)
            each = below(longest_) + 1;
    }

    std::uint32_t pick(std::uint64_t ready) override {
        ++steps_;
        std::uint32_t best = highest(ready);
        for (const std::uint64_t change : changes_) {
            if (change != steps_)
                continue;
            if (below(2) == 0) {
                stale_ = true;
            } else {
                priority_[best] = --lowest_;
                best = highest(ready);
            }
        }
        return best;
    }

    std::uint32_t among(std::uint32_t alternatives) override {
        if (!stale_ || alternatives == 1)
            return 0;
        stale_ = false;
        return 1 + static_cast<std::uint32_t>(below(alternatives - 1));
    }

private:
    [[nodiscard]] std::uint32_t highest(std::uint64_t ready) const {
        auto best = static_cast<std::uint32_t>(std::countr_zero(ready));
        for (std::uint64_t left = ready & (ready - 1); left != 0; left &= left - 1) {
            const auto other = static_cast<std::uint32_t>(std::countr_zero(left));
            if (priority_[other] > priority_[best])
                best = other;
        }
        return best;
    }

    std::array<std::int64_t, 64> priority_{};
    std::vector<std::uint64_t> changes_; // at which steps
    std::uint64_t steps_ = 0;
    std::uint64_t longest_ = 16; // run so far, in steps
    std::int64_t lowest_ = 0;
    bool stale_ = false;
};

} // namespace

std::unique_ptr<walker> make_walker(const options& how) {
    switch (how.strategy) {
    case strategy::exhaustive:
        return nullptr;
    case strategy::random:
        return std::make_unique<uniform_walker>(how.seed);
    case strategy::pct:
        return std::make_unique<priority_walker>(how.seed, std::max(1U, how.bug_depth));
    }
    return nullptr;
}

} // namespace heddle::model::core
