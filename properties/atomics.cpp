// Heddle's counter and flag under their contracts, and what they and progress promise beyond them.
#include <heddle/atomics.hpp>
#include <heddle/properties/counter_contract.hpp>
#include <heddle/properties/flag_contract.hpp>

#include <atomic>
#include <chrono>
#include <memory>

namespace heddle::properties {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, counter_contract, counter);
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, flag_contract, flag);
} // namespace heddle::properties

namespace {

using namespace heddle;
using namespace heddle::properties;
using namespace std::chrono_literals;
using support::ensure;
using support::ensure_equal;

static_assert(sizeof(flag) == 4);

struct progress_subject {
    progress now{20};
};

std::vector<properties::operation<counter_model, progress_subject>> progress_operations() {
    return {
        {"advance",
         [](counter_model& model, progress_subject& actual, int argument) {
             const auto steps = static_cast<std::uint64_t>(argument);
             ensure_equal(actual.now.advance(steps), model.count, "advance returns the steps done before");
             model.count += steps;
         }},
        {"done",
         [](counter_model& model, progress_subject& actual, int) {
             ensure_equal(actual.now.done(), model.count, "done returns the steps done");
             ensure_equal(actual.now.complete(), model.count >= 20, "complete says whether all steps are done");
         }},
        {"fraction",
         [](counter_model& model, progress_subject& actual, int) {
             const double part = std::min(1.0, static_cast<double>(model.count) / 20);
             ensure_equal(actual.now.fraction(), part, "fraction returns the part that is done, at most 1");
         }},
        {"wait",
         [](counter_model& model, progress_subject& actual, int argument) {
             actual.now.wait(std::min(model.count, static_cast<std::uint64_t>(argument)));
             if (model.count >= 20)
                 actual.now.wait();
         }},
        {"wait_until",
         [](counter_model& model, progress_subject& actual, int argument) {
             const auto steps = static_cast<std::uint64_t>(argument) * 4;
             ensure_equal(actual.now.wait_until(steps, sync::clock::now() - 1ms), model.count >= steps,
                          "wait_until says whether the steps are done");
         }},
    };
}

TEST(Progress, AgreesWithItsModel) { agrees_with_model(progress_operations()); }

TEST(Progress, IsCompleteWhenThereIsNothingToDo) {
    progress nothing(0);
    EXPECT_TRUE(nothing.complete());
    EXPECT_EQ(nothing.fraction(), 1.0);
    nothing.wait();
}

TEST(Counter, CountsBeyondThirtyTwoBits) {
    counter large;
    const std::uint64_t amount = std::uint64_t{1} << 40;
    large.fetch_add(amount);
    EXPECT_EQ(++large, amount + 1);
    large.wait(amount + 1);
    EXPECT_EQ(large.load(), amount + 1);
}

TEST(Flag, GivesUpAtItsDeadline) {
    flag never;
    const auto start = sync::clock::now();
    EXPECT_FALSE(never.wait_for(5ms));
    EXPECT_GE(sync::clock::now() - start, 5ms);
    never.set();
    EXPECT_TRUE(never.wait_for(-1ms));
}

TEST(Counter, GivesUpAtItsDeadline) {
    counter never;
    const auto start = sync::clock::now();
    EXPECT_FALSE(never.wait_until(1, start + 5ms));
    EXPECT_GE(sync::clock::now() - start, 5ms);
    ++never;
    EXPECT_TRUE(never.wait_until(1, start));
}

// A waiter must use no processor time while it waits: threads that sleep, not spin.
TEST(Atomics, SleepWhileTheyWait) {
    flag raised;
    counter counted;
    std::atomic<std::int64_t> used{0};
    const auto waiter = [&used](auto wait) {
        return std::thread([&used, wait] {
            timespec before{};
            timespec after{};
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
            wait();
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
            used += (after.tv_sec - before.tv_sec) * 1'000'000'000 + (after.tv_nsec - before.tv_nsec);
        });
    };
    std::thread first = waiter([&raised] { raised.wait(); });
    std::thread second = waiter([&counted] { counted.wait(1); });
    std::this_thread::sleep_for(300ms);
    raised.set();
    ++counted;
    first.join();
    second.join();
    EXPECT_LT(used.load(), 50'000'000);
}

// Workers advance; one thread waits for every third step, one for the end.
TEST(Progress, WakesEachWaiterInTime) {
    const vocabulary words{.names = {"advance", "advance_more", "look"}};
    for_all_programs(words, {.max_threads = 3}, [](const program& threads) {
        std::uint64_t total = 0;
        for (const calls& one : threads) {
            for (const auto& [which, argument] : one)
                total += which == 2 ? 0 : which == 0 ? 1 : static_cast<std::uint64_t>(argument);
        }
        progress steps(total);
        const auto workers = static_cast<int>(threads.size());
        support::run_actors(workers + 2, [&](int me) {
            support::at("waiting for progress");
            if (me == workers) {
                steps.wait();
                ensure_equal(steps.done(), total, "wait returns when all steps are done");
                return;
            }
            if (me == workers + 1) {
                for (std::uint64_t target = 1; target <= total; target += 3) {
                    steps.wait(target);
                    ensure(steps.done() >= target, "wait returns when so many steps are done");
                }
                return;
            }
            for (const auto& [which, argument] : threads[static_cast<std::size_t>(me)]) {
                if (which == 2)
                    ensure(steps.fraction() <= 1.0, "a fraction is at most 1");
                else
                    steps.advance(which == 0 ? 1 : static_cast<std::uint64_t>(argument));
            }
        });
        ensure(steps.complete(), "all steps are done");
    });
}

} // namespace
