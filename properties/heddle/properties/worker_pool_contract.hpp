// What every worker pool owes its users, as properties. A pool is constructed with a number of threads, has submit(f)
// for f without arguments and results, and its destructor drains it: whatever was submitted is run, once. Instantiate
// worker_pool_contract with the types to check.
#pragma once

#include <atomic>
#include <optional>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/properties/programs.hpp>
#include <heddle/support/actors.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/worker_pool.hpp>
#include <heddle/support/lives.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::properties {

template <class Pool>
class worker_pool_contract : public testing::Test, support::fits_worker_pool<Pool> {};

TYPED_TEST_SUITE_P(worker_pool_contract);

TYPED_TEST_P(worker_pool_contract, RunsEverythingOnceBeforeItIsGone) {
    const vocabulary words{.names = {"submit", "submit_slow", "submit_from_a_job"}};
    for_all_programs(words, {.min_threads = 1, .max_threads = 3}, [](const program& threads) {
        support::life_register lives;
        std::atomic<int> run{0};
        std::atomic<int> expected{0};
        {
            TypeParam pool(threads[0].size() % 3 + 1);
            support::run_actors(static_cast<int>(threads.size()), [&](int me) {
                for (const auto& [which, argument] : threads[static_cast<std::size_t>(me)]) {
                    support::at("submitting");
                    expected += which == 2 ? 2 : 1;
                    pool.submit([&, which = which, life = support::counted(lives, argument)] {
                        if (which == 1)
                            std::this_thread::yield();
                        if (which == 2)
                            pool.submit([&] { ++run; });
                        run += life.value() >= 0;
                    });
                }
            });
            // Jobs that submit jobs must have done so before the pool takes no more.
            while (run < expected)
                std::this_thread::yield();
        }
        support::ensure_equal(run.load(), expected.load(), "every job is run once");
        lives.ensure_all_dead();
    });
}

TYPED_TEST_P(worker_pool_contract, DrainsWhenItIsDestroyed) {
    const vocabulary words{.names = {"submit", "submit_slow"}};
    for_all_programs(words, {.min_threads = 1, .max_threads = 2, .max_calls = 20}, [](const program& threads) {
        support::life_register lives;
        std::atomic<int> run{0};
        int expected = 0;
        {
            TypeParam pool(threads.size());
            for (const calls& one : threads) {
                for (const auto& [which, argument] : one) {
                    ++expected;
                    pool.submit([&run, which = which, life = support::counted(lives, argument)] {
                        if (which == 1)
                            std::this_thread::yield();
                        run += life.value() >= 0;
                    });
                }
            }
            support::at("destroying the pool");
        }
        support::ensure_equal(run.load(), expected, "whatever was submitted is run");
        lives.ensure_all_dead();
    });
}

// One worker is kept busy until the other has done all the rest: with a queue for each worker that would never be.
TYPED_TEST_P(worker_pool_contract, LetsAFastWorkerTakeMore) {
    constexpr int others = 20;
    std::atomic<int> done{0};
    {
        TypeParam pool(2);
        for (int i = 0; i <= others; ++i) {
            pool.submit([&, i] {
                while (i == 0 && done < others)
                    std::this_thread::yield();
                ++done;
            });
        }
        support::at("destroying the pool");
    }
    EXPECT_EQ(done, others + 1);
}

REGISTER_TYPED_TEST_SUITE_P(worker_pool_contract, RunsEverythingOnceBeforeItIsGone, DrainsWhenItIsDestroyed,
                            LetsAFastWorkerTakeMore);

} // namespace heddle::properties
