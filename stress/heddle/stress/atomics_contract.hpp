// What every counter and every flag owes its users, under stress. See the properties' atomics contract for what they
// offer.
#pragma once

#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/stress/scenario.hpp>
#include <heddle/support/ensure.hpp>
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
class counter_contract : public testing::Test {};

TYPED_TEST_SUITE_P(counter_contract);

TYPED_TEST_P(counter_contract, GivesEachNumberOnce) {
    run_rounds(
        [](int threads, support::random_source&) { return std::make_unique<counter_round<TypeParam>>(threads); });
}

REGISTER_TYPED_TEST_SUITE_P(counter_contract, GivesEachNumberOnce);

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
class flag_contract : public testing::Test {};

TYPED_TEST_SUITE_P(flag_contract);

TYPED_TEST_P(flag_contract, PublishesAndWakesAll) {
    run_rounds([](int threads, support::random_source&) { return std::make_unique<flag_round<TypeParam>>(threads); });
}

REGISTER_TYPED_TEST_SUITE_P(flag_contract, PublishesAndWakesAll);

} // namespace heddle::stress
