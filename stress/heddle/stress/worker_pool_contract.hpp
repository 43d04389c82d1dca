// What every worker pool owes its users, under stress: jobs submitted by many threads, and by jobs, are run once, and
// the destructor waits for all of them.
#pragma once

#include <atomic>
#include <optional>
#include <thread>

#include <gtest/gtest.h>

#include <heddle/stress/scenario.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/worker_pool.hpp>
#include <heddle/support/lives.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// Each actor submits jobs, the first of which submit another one each. Only for these the judge waits before the pool
/// takes no more; the rest is the destructor's.
template <class Pool>
class worker_pool_round : public round {
public:
    worker_pool_round(int threads, support::random_source& random)
        : expected_(threads * (each + nested)), nested_left_(threads * nested),
          pool_(std::in_place, 1 + random.below(4)) {}

    std::uint64_t play(int, perturbation& shaken) override {
        for (int i = 0; i < each; ++i) {
            support::at("submitting");
            pool_->submit([this, i, life = support::counted(lives_, i)] {
                if (i < nested) {
                    pool_->submit([this] { run_.fetch_add(1, std::memory_order_relaxed); });
                    nested_left_.fetch_sub(1, std::memory_order_relaxed);
                }
                run_.fetch_add(life.value() == i, std::memory_order_relaxed);
            });
            shaken.shake();
        }
        return each;
    }

    void judge() override {
        support::at("waiting for jobs that submit");
        while (nested_left_.load(std::memory_order_relaxed) > 0)
            std::this_thread::yield();
        support::at("destroying the pool");
        pool_.reset();
        support::ensure_equal(run_.load(std::memory_order_relaxed), expected_, "every job is run once");
        lives_.ensure_all_dead();
    }

private:
    static constexpr int each = 60;  // jobs an actor and round
    static constexpr int nested = 6; // jobs submitted by those

    support::life_register lives_;
    int expected_;                 // jobs that will be run
    std::atomic<int> nested_left_; // jobs that have not been submitted by jobs yet
    std::atomic<int> run_{0};
    std::optional<Pool> pool_;
};

template <class Pool>
class worker_pool_contract : public testing::Test, support::fits_worker_pool<Pool> {};

TYPED_TEST_SUITE_P(worker_pool_contract);

TYPED_TEST_P(worker_pool_contract, RunsEverythingOnceBeforeItIsGone) {
    run_rounds([](int threads, support::random_source& random) {
        return std::make_unique<worker_pool_round<TypeParam>>(threads, random);
    });
}

REGISTER_TYPED_TEST_SUITE_P(worker_pool_contract, RunsEverythingOnceBeforeItIsGone);

} // namespace heddle::stress
