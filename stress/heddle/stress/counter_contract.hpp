// What every counter owes its users, under stress. See the properties' counter contract for what it offers.
#pragma once

#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/stress/scenario.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/counter.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// Every actor counts, and claims the plain slot of each number it gets: no number is given twice, none is lost.
template <class Counter>
class counter_round : public round {
public:
    explicit counter_round(int threads) : slots_(static_cast<std::size_t>(threads * counts), -1) {}

    std::uint64_t play(int me, perturbation& shaken) override {
        support::at("counting");
        for (int i = 0; i < counts; ++i) {
            const auto number = static_cast<std::size_t>(i % 2 == 0 ? counter_.fetch_add(1) : counter_++);
            support::ensure(number < slots_.size(), "the count does not run ahead");
            support::ensure_equal(slots_[number], -1, "each number is given once");
            slots_[number] = me;
            shaken.shake();
        }
        return counts;
    }

    void judge() override {
        support::ensure_equal(static_cast<std::size_t>(counter_.load()), slots_.size(), "nothing counted is lost");
    }

private:
    static constexpr int counts = 200; // an actor and round

    Counter counter_{};
    std::vector<int> slots_; // by number: who got it, -1 for nobody
};

template <class Counter>
class counter_contract : public testing::Test, support::fits_counter<Counter> {};

TYPED_TEST_SUITE_P(counter_contract);

TYPED_TEST_P(counter_contract, GivesEachNumberOnce) {
    run_rounds(
        [](int threads, support::random_source&) { return std::make_unique<counter_round<TypeParam>>(threads); });
}

REGISTER_TYPED_TEST_SUITE_P(counter_contract, GivesEachNumberOnce);

} // namespace heddle::stress
