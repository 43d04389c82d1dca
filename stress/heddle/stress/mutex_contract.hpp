// What every mutex owes its users, under stress: exclusion, and nothing lost, on any number of threads.
#pragma once

#include <mutex>

#include <gtest/gtest.h>

#include <heddle/stress/scenario.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/mutex.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// Each actor changes plain data many times under the lock; the invariant between the data must hold at each entry.
template <class Mutex>
class mutex_round : public round {
public:
    explicit mutex_round(int threads) : threads_(threads) {}

    std::uint64_t play(int, perturbation& shaken) override {
        for (int i = 0; i < visits; ++i) {
            support::at("locking");
            {
                // A guard, so that a broken promise is reported instead of hanging the others.
                const std::lock_guard held(mutex_);
                support::ensure(first_ == second_, "one thread at a time holds the mutex");
                ++first_;
                shaken.shake();
                ++second_;
            }
            shaken.shake();
        }
        return visits;
    }

    void judge() override {
        support::ensure_equal(first_, threads_ * visits, "every change made under the mutex is kept");
        support::ensure_equal(second_, threads_ * visits, "every change made under the mutex is kept");
    }

private:
    static constexpr int visits = 200; // an actor and round

    int threads_;
    Mutex mutex_;
    int first_ = 0;  // changed before second_ in each critical section
    int second_ = 0; // equal to first_ outside critical sections
};

template <class Mutex>
class mutex_contract : public testing::Test, support::fits_mutex<Mutex> {};

TYPED_TEST_SUITE_P(mutex_contract);

TYPED_TEST_P(mutex_contract, ExcludesOthersAndLosesNothing) {
    run_rounds([](int threads, support::random_source&) { return std::make_unique<mutex_round<TypeParam>>(threads); });
}

REGISTER_TYPED_TEST_SUITE_P(mutex_contract, ExcludesOthersAndLosesNothing);

} // namespace heddle::stress
