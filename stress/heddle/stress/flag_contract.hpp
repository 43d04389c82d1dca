// What every flag owes its users, under stress. See the properties' flag contract for what it offers.
#pragma once

#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/stress/scenario.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/flag.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// A ring of actors around many flags: each flag is set by one actor, in turn, and awaited by all the others.
template <class Flag>
class flag_round : public round {
public:
    explicit flag_round(int threads) : threads_(threads), flags_(flags), data_(flags) {}

    std::uint64_t play(int me, perturbation& shaken) override {
        for (int i = 0; i < flags; ++i) {
            const auto at = static_cast<std::size_t>(i);
            if (i % threads_ == me) {
                shaken.shake();
                data_[at] = i + 1;
                flags_[at].set();
            } else {
                support::at("waiting for a flag");
                await(flags_[at]);
                support::ensure_equal(data_[at], i + 1, "what was done before set() is seen by who sees the flag");
            }
        }
        return flags;
    }

    void judge() override {
        for (Flag& one : flags_)
            support::ensure(one.is_set(), "a flag that was set stays set");
    }

private:
    static constexpr int flags = 32; // a round

    static void await(Flag& flag) {
        if constexpr (requires { flag.wait(); }) {
            flag.wait();
        } else {
            while (!flag.is_set())
                std::this_thread::yield();
        }
    }

    int threads_;
    std::vector<Flag> flags_;
    std::vector<int> data_; // written by who sets the flag of the same number
};

template <class Flag>
class flag_contract : public testing::Test, support::fits_flag<Flag> {};

TYPED_TEST_SUITE_P(flag_contract);

TYPED_TEST_P(flag_contract, PublishesAndWakesAll) {
    run_rounds([](int threads, support::random_source&) { return std::make_unique<flag_round<TypeParam>>(threads); });
}

REGISTER_TYPED_TEST_SUITE_P(flag_contract, PublishesAndWakesAll);

} // namespace heddle::stress
