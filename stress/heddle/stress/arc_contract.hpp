// What every counted pointer owes its users, under stress: many values, each shared by all actors and destroyed once,
// after its last use, by whoever gives up the last share. See the properties' arc contract for what a pointer offers.
#pragma once

#include <vector>

#include <gtest/gtest.h>

#include <heddle/stress/scenario.hpp>
#include <heddle/support/counted_pointer.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/arc.hpp>
#include <heddle/support/lives.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// Every actor holds one share of each value, passes through them all in the same order, and gives them up.
template <class P>
class arc_round : public round {
public:
    explicit arc_round(int threads) : shares_(static_cast<std::size_t>(threads)) {
        for (int i = 0; i < values; ++i) {
            const P made = support::make_counted<P>(lives_, i);
            for (std::vector<P>& one : shares_)
                one.push_back(made);
        }
    }

    std::uint64_t play(int me, perturbation& shaken) override {
        support::at("sharing");
        int expected = 0;
        for (P& mine : shares_[static_cast<std::size_t>(me)]) {
            share_once(mine, expected++, shaken);
            shaken.shake();
        }
        return values;
    }

    void judge() override { lives_.ensure_all_dead(); }

private:
    static constexpr int values = 64; // a round

    static void share_once(P& mine, int expected, perturbation& shaken) {
        support::weak_of<P> watching{};
        if (shaken.random().one_in(2)) {
            const P copy = mine;
            support::ensure_equal(copy->value(), expected, "a value lives while it is shared");
        }
        if constexpr (support::has_weak<P>) {
            if (shaken.random().one_in(2))
                watching = support::weak_of<P>(mine);
        }
        support::ensure_equal(mine->value(), expected, "a value lives while it is shared");
        mine.reset();
        if constexpr (support::has_weak<P>) {
            if (const P gained = support::upgraded(watching))
                support::ensure_equal(gained->value(), expected, "a value lives while it is shared");
        }
    }

    support::life_register lives_;
    std::vector<std::vector<P>> shares_; // by actor
};

template <class P>
class arc_contract : public testing::Test, support::fits_arc<P> {};

TYPED_TEST_SUITE_P(arc_contract);

TYPED_TEST_P(arc_contract, DestroysEachValueOnceAfterItsLastUse) {
    run_rounds([](int threads, support::random_source&) { return std::make_unique<arc_round<TypeParam>>(threads); });
}

REGISTER_TYPED_TEST_SUITE_P(arc_contract, DestroysEachValueOnceAfterItsLastUse);

} // namespace heddle::stress
