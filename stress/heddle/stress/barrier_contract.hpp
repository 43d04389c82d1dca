// What every barrier owes its users, under stress: in each phase nobody passes before all have arrived, and everybody
// passes then and sees what was done before; who drops out is not waited for. What it must look like stands in
// heddle/support/fits/barrier.hpp.
#pragma once

#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/stress/remarks.hpp>
#include <heddle/stress/scenario.hpp>
#include <heddle/support/fits/barrier.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// The actors walk in step and read what the others wrote in the same phase. Some of them drop out on the way.
template <class Barrier>
class barrier_round : public round {
public:
    barrier_round(int threads, support::random_source& random)
        : threads_(threads), barrier_(support::make_barrier<Barrier>(threads, completed_)), found_(threads) {
        const bool some_drop = support::has_arrive_and_drop<Barrier> && random.one_in(2);
        for (int actor = 0; actor < threads; ++actor) {
            phases_.push_back(some_drop && actor > 0 ? 1 + static_cast<int>(random.below(most_phases)) : most_phases);
            notes_.emplace_back(most_phases);
        }
    }

    std::uint64_t play(int me, perturbation& shaken) override {
        const int phases = phases_[static_cast<std::size_t>(me)];
        for (int phase = 0; phase < phases; ++phase) {
            notes_[static_cast<std::size_t>(me)][static_cast<std::size_t>(phase)] = 1;
            shaken.shake();
            support::at("waiting at a barrier");
            if constexpr (support::has_arrive_and_drop<Barrier>) {
                if (phase + 1 == phases && phases < most_phases) {
                    barrier_->arrive_and_drop();
                    break;
                }
            }
            support::pass(*barrier_, shaken.random().one_in(3));
            look_around(me, phase);
        }
        return static_cast<std::uint64_t>(phases);
    }

    void judge() override { found_.ensure_none(); }

private:
    static constexpr int most_phases = 40; // a round

    void look_around(int me, int phase) {
        for (std::size_t other = 0; other < notes_.size(); ++other)
            found_.expect(me, phases_[other] <= phase || notes_[other][static_cast<std::size_t>(phase)] == 1,
                          "who passes a barrier sees what was done before each arrival");
        if constexpr (support::has_completion<Barrier>)
            found_.expect(me, completed_ == phase + 1, "each phase is completed once, before anybody passes");
    }

    int threads_;
    int completed_ = 0; // phases, counted by the barrier's completion function
    std::unique_ptr<Barrier> barrier_;
    std::vector<int> phases_;             // by actor: how many it takes part in
    std::vector<std::vector<int>> notes_; // by actor and phase
    remarks found_;
};

template <class T>
class barrier_contract : public testing::Test, support::fits_barrier<T> {};

TYPED_TEST_SUITE_P(barrier_contract);

TYPED_TEST_P(barrier_contract, LetsAllPassTogether) {
    run_rounds([](int threads, support::random_source& random) {
        return std::make_unique<barrier_round<TypeParam>>(threads, random);
    });
}

REGISTER_TYPED_TEST_SUITE_P(barrier_contract, LetsAllPassTogether);

} // namespace heddle::stress
