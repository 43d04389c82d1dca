// What every once owes its users, under stress: what is to be done is done once, and is seen by all whose call
// returned; where a failed attempt does not count, another caller tries again. What it must look like stands in
// heddle/support/fits/once.hpp.
#pragma once

#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/stress/remarks.hpp>
#include <heddle/stress/scenario.hpp>
#include <heddle/support/fits/once.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// All actors call one once after the other.
template <class Once>
class once_round : public round {
public:
    once_round(int threads, support::random_source& random) : cells_(onces), found_(threads) {
        for (cell& one : cells_) {
            if (support::retries_after_exceptions<Once>())
                one.failures = static_cast<int>(random.below(3));
        }
    }

    std::uint64_t play(int me, perturbation& shaken) override {
        std::uint64_t calls = 0;
        for (cell& one : cells_) {
            support::at("calling a once");
            while (!call(one, shaken))
                ++calls;
            found_.expect(me, one.runs == 1 && one.done == 1, "what was done once is seen by all whose call returned");
            ++calls;
        }
        return calls;
    }

    void judge() override {
        found_.ensure_none();
        for (const cell& one : cells_) {
            support::ensure_equal(one.runs, 1, "it is done once");
            support::ensure_equal(one.attempts, one.failures + 1, "nobody tries again what has succeeded");
        }
    }

private:
    static constexpr std::size_t onces = 32; // a round

    struct failure {};

    struct cell {
        Once once{};
        int failures = 0; // attempts that fail
        int attempts = 0;
        int runs = 0;
        int done = 0; // written last
    };

    // False if this call's attempt failed.
    static bool call(cell& one, perturbation& shaken) {
        try {
            one.once.call([&] {
                if (one.attempts++ < one.failures)
                    throw failure{};
                ++one.runs;
                shaken.shake();
                one.done = 1;
            });
            return true;
        } catch (const failure&) {
            return false;
        }
    }

    std::vector<cell> cells_;
    remarks found_;
};

template <class T>
class once_contract : public testing::Test, support::fits_once<T> {};

TYPED_TEST_SUITE_P(once_contract);

TYPED_TEST_P(once_contract, RunsOnceAndShowsItToAll) {
    run_rounds([](int threads, support::random_source& random) {
        return std::make_unique<once_round<TypeParam>>(threads, random);
    });
}

REGISTER_TYPED_TEST_SUITE_P(once_contract, RunsOnceAndShowsItToAll);

} // namespace heddle::stress
