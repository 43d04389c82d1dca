// What every mutex owes its users, under stress: exclusion, and nothing lost, on any number of threads.
#pragma once

#include <atomic>
#include <chrono>
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
    std::uint64_t play(int, perturbation& shaken) override {
        int made = 0;
        for (; made < visits && std::chrono::steady_clock::now() - begin_ < longest; ++made) {
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
        // relaxed: a sum that is read when all actors have been joined.
        visits_made_.fetch_add(made, std::memory_order_relaxed);
        return static_cast<std::uint64_t>(made);
    }

    void judge() override {
        const int made = visits_made_.load(std::memory_order_relaxed);
        support::ensure_equal(first_, made, "every change made under the mutex is kept");
        support::ensure_equal(second_, made, "every change made under the mutex is kept");
    }

private:
    static constexpr int visits = 200; // an actor and round, but
    static constexpr std::chrono::seconds longest{
        1}; // where threads that spin keep the one whose turn it is from running

    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::atomic<int> visits_made_{0};
    Mutex mutex_;
    int first_ = 0;  // changed before second_ in each critical section
    int second_ = 0; // equal to first_ outside critical sections
};

template <class Mutex>
class mutex_contract : public testing::Test, support::fits_mutex<Mutex> {};

TYPED_TEST_SUITE_P(mutex_contract);

TYPED_TEST_P(mutex_contract, ExcludesOthersAndLosesNothing) {
    run_rounds([](int, support::random_source&) { return std::make_unique<mutex_round<TypeParam>>(); });
}

REGISTER_TYPED_TEST_SUITE_P(mutex_contract, ExcludesOthersAndLosesNothing);

} // namespace heddle::stress
