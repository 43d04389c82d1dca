// What every latch owes its users, under stress: nobody passes before all have counted down, everybody passes then, and
// sees what was done before. What it must look like stands in heddle/support/fits/latch.hpp.
#pragma once

#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/stress/remarks.hpp>
#include <heddle/stress/scenario.hpp>
#include <heddle/support/fits/latch.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// The actors meet at one latch after the other, each in its own way, and read what all others wrote before.
template <class Latch>
class latch_round : public round {
public:
    explicit latch_round(int threads) : notes_(latches), found_(threads) {
        for (std::vector<int>& one : notes_) {
            latches_.push_back(std::make_unique<Latch>(per_actor * threads));
            one.resize(static_cast<std::size_t>(threads));
        }
    }

    std::uint64_t play(int me, perturbation& shaken) override {
        for (std::size_t i = 0; i < latches; ++i) {
            meet(*latches_[i], notes_[i][static_cast<std::size_t>(me)], shaken);
            for (const int note : notes_[i])
                found_.expect(me, note == 1, "who passes a latch sees what was done before each count_down");
        }
        return latches;
    }

    void judge() override {
        found_.ensure_none();
        for (const auto& one : latches_)
            one->wait(); // returns at once, for ever
    }

private:
    static constexpr std::size_t latches = 24; // a round
    static constexpr int per_actor = 3;        // each counts down by 3

    // Counts down in one way or another, the last time after its note is written, and passes.
    static void meet(Latch& latch, int& note, perturbation& shaken) {
        support::at("waiting at a latch");
        const std::uint64_t how = shaken.random().below(4);
        if (how != 1)
            support::count_down_by(latch, per_actor - 1);
        shaken.shake();
        note = 1;
        if (how == 0)
            return support::arrive_at(latch);
        support::count_down_by(latch, how == 1 ? per_actor : 1);
        if constexpr (support::has_try_wait<Latch>) {
            if (how == 2) {
                while (!latch.try_wait())
                    std::this_thread::yield();
                return;
            }
        }
        latch.wait();
    }

    std::vector<std::unique_ptr<Latch>> latches_;
    std::vector<std::vector<int>> notes_; // by latch and actor
    remarks found_;
};

template <class T>
class latch_contract : public testing::Test, support::fits_latch<T> {};

TYPED_TEST_SUITE_P(latch_contract);

TYPED_TEST_P(latch_contract, LetsAllPassOnceAllHaveCome) {
    run_rounds([](int threads, support::random_source&) { return std::make_unique<latch_round<TypeParam>>(threads); });
}

REGISTER_TYPED_TEST_SUITE_P(latch_contract, LetsAllPassOnceAllHaveCome);

} // namespace heddle::stress
