// The strategies that take executions by chance: what they meet is what the memory model allows, all of it in time, and
// never a verdict but a bug.
#include "engine_test_support.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <thread>

namespace {

using namespace heddle::model;

void store_buffering() {
    std::atomic<int> x{0};
    std::atomic<int> y{0};
    int seen = 0;
    std::thread other([&] {
        x.store(1, std::memory_order_release);
        seen = y.load(std::memory_order_acquire);
    });
    y.store(1, std::memory_order_release);
    const int mine = x.load(std::memory_order_acquire);
    other.join();
    assert(seen + mine != 0);
}

// Both writes are last in turn, with reads that watch them; places in modification order are chosen too.
void two_writers() {
    std::atomic<int> x{0};
    std::array<int, 2> seen{};
    std::thread first([&] { x.store(1, std::memory_order_relaxed); });
    std::thread second([&] { x.store(2, std::memory_order_relaxed); });
    std::thread third([&] {
        x.fetch_add(10, std::memory_order_relaxed);
        seen[0] = x.load(std::memory_order_relaxed);
    });
    seen[1] = x.load(std::memory_order_relaxed);
    first.join();
    second.join();
    third.join();
    observe(std::to_string(seen[0]) + " " + std::to_string(seen[1]) + " " + std::to_string(x.load()));
}

// 2+2W: both first writes can be last, but not in any order of execution.
void crossing_writers() {
    std::atomic<int> x{0};
    std::atomic<int> y{0};
    std::thread other([&] {
        x.store(1, std::memory_order_relaxed);
        y.store(2, std::memory_order_relaxed);
    });
    y.store(1, std::memory_order_relaxed);
    x.store(2, std::memory_order_relaxed);
    other.join();
    observe(std::to_string(x.load()) + std::to_string(y.load()));
}

void sequentially_consistent() {
    std::array<std::atomic<int>, 2> flags{};
    std::array<int, 4> seen{};
    std::thread first([&] { flags[0].store(1); });
    std::thread second([&] { flags[1].store(1); });
    std::thread third([&] {
        seen[0] = flags[0].load();
        seen[1] = flags[1].load();
    });
    seen[2] = flags[1].load();
    seen[3] = flags[0].load();
    first.join();
    second.join();
    third.join();
    assert(!(seen[0] == 1 && seen[1] == 0 && seen[2] == 1 && seen[3] == 0));
    observe(std::to_string(seen[0]) + std::to_string(seen[1]) + std::to_string(seen[2]) + std::to_string(seen[3]));
}

void locks_in_two_orders() {
    std::mutex a;
    std::mutex b;
    std::thread other([&] {
        const std::scoped_lock first(b);
        const std::scoped_lock second(a);
    });
    {
        const std::scoped_lock first(a);
        const std::scoped_lock second(b);
    }
    other.join();
}

void counts_under_a_lock() {
    std::mutex lock;
    int count = 0;
    std::array<std::thread, 3> threads;
    for (std::thread& each : threads)
        each = std::thread([&] {
            if (lock.try_lock()) {
                ++count;
                lock.unlock();
            }
            const std::scoped_lock hold(lock);
            ++count;
        });
    for (std::thread& each : threads)
        each.join();
    observe(std::to_string(count));
}

class Walks : public testing::TestWithParam<strategy> {
protected:
    Walks() { how.strategy = GetParam(); }
    options how;
};

TEST_P(Walks, FindBugsThatTheirTokensRepeat) {
    for (const auto& [body, kind] : {std::pair{&store_buffering, failure_kind::assertion},
                                     std::pair{&locks_in_two_orders, failure_kind::deadlock}}) {
        const result found = explore(body, how);
        ASSERT_TRUE(found.bug);
        EXPECT_EQ(found.bug->kind, kind);
        EXPECT_FALSE(found.complete);
        options again;
        again.replay = found.bug->replay;
        const result repeated = explore(body, again);
        ASSERT_TRUE(repeated.bug);
        EXPECT_EQ(repeated.bug->kind, kind);
    }
}

TEST_P(Walks, MeetWhatTheExhaustiveStrategyMeetsAndNothingElse) {
    for (const auto body : {&two_writers, &crossing_writers, &sequentially_consistent, &counts_under_a_lock}) {
        const result all = explore(body);
        ASSERT_TRUE(all.verified());
        how.max_executions = 20'000;
        const result met = explore(body, how);
        EXPECT_FALSE(met.bug);
        EXPECT_EQ(met.executions + met.blocked, 20'000U);
        for (const auto& [what, count] : met.observations)
            EXPECT_TRUE(all.observations.contains(what)) << what;
        if (GetParam() == strategy::random) {
            EXPECT_EQ(met.observations.size(), all.observations.size());
        }
    }
}

// The first failure met has as many reads before the one that shows it as chance wants; none is needed.
void fails_sooner_or_later() {
    std::atomic<int> x{0};
    std::thread other([&] { x.store(1, std::memory_order_relaxed); });
    for (int step = 0; step < 12; ++step)
        assert(x.load(std::memory_order_relaxed) == 0);
    other.join();
}

TEST_P(Walks, LookForASmallerFailure) {
    const auto reads_in = [](const std::string& token) {
        return std::count(token.begin() + static_cast<std::ptrdiff_t>(token.find(':')), token.end(), 'r');
    };
    for (how.seed = 1; how.seed <= 5; ++how.seed) {
        how.minimise_executions = 1000;
        const result small = explore(fails_sooner_or_later, how);
        ASSERT_TRUE(small.bug);
        EXPECT_EQ(reads_in(small.bug->replay), 1) << small.bug->trace;
        EXPECT_GT(small.bug->alike, 1U);
    }
}

TEST_P(Walks, AreNeverComplete) {
    how.max_executions = 10;
    const result met = explore(two_writers, how);
    EXPECT_FALSE(met.complete);
    EXPECT_FALSE(met.verified());
    EXPECT_NE(met.incomplete, "");
}

TEST_P(Walks, FollowTheirSeed) {
    how.max_executions = 300;
    const auto first = explore(two_writers, how).observations;
    EXPECT_EQ(explore(two_writers, how).observations, first);
    how.seed = 2;
    EXPECT_NE(explore(two_writers, how).observations, first);
}

INSTANTIATE_TEST_SUITE_P(Strategies, Walks, testing::Values(strategy::random, strategy::pct));

} // namespace
