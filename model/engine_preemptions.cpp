// A bound on preemptions, and widening it. litmus.engine compares the executions with the oracle's; here are threads
// that wait for each other, and what is said about a bound. The self-check explores what a bound leaves out, too, and
// throws if it should not have been.
#include "engine_test_support.hpp"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <semaphore.h>
#include <shared_mutex>
#include <unistd.h>

namespace {

using namespace heddle::model;
using heddle::model::testing_support::run_threads;
using heddle::model::testing_support::why_not;

// The order of the critical sections, by thread.
template <int Sections>
std::string sections_of_two_threads() {
    std::mutex lock;
    std::string order;
    run_threads<2>([&](std::size_t me) {
        for (int i = 0; i < Sections; ++i) {
            const std::scoped_lock hold(lock);
            order += static_cast<char>('A' + me);
        }
    });
    return order;
}

void two_sections_each() { observe(sections_of_two_threads<2>()); }

// Loses an update if a thread is left between its two steps; under RC11 also if one just reads an old value.
void lost_update() {
    std::atomic<int> x{0};
    run_threads<2>([&](std::size_t) { x.store(x.load() + 1); });
    EXPECT_EQ(x.load(), 2);
}

// Neither thread comes to another step, so neither is left early.
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

void alternating_sections() { EXPECT_NE(sections_of_two_threads<2>(), "ABAB"); }

void forgotten_assertion() {
    std::atomic<int> x{0};
    std::thread other([&] { x.store(1); });
    other.join();
    EXPECT_EQ(x.load(), 0);
}

void waits_for_conditions() {
    std::mutex lock;
    std::condition_variable changed;
    int tokens = 0;
    std::string order;
    run_threads<3>([&](std::size_t me) {
        std::unique_lock hold(lock);
        if (me == 0) {
            tokens = 2;
            changed.notify_one();
            hold.unlock();
            changed.notify_all();
            return;
        }
        changed.wait(hold, [&] { return tokens != 0; });
        --tokens;
        order += static_cast<char>('0' + me);
    });
    observe(order);
}

void counts_with_semaphores() {
    sem_t free;
    ::sem_init(&free, 0, 2);
    std::atomic<int> inside{0};
    run_threads<3>([&](std::size_t) {
        ::sem_wait(&free);
        inside.fetch_add(1, std::memory_order_relaxed);
        inside.fetch_sub(1, std::memory_order_relaxed);
        ::sem_post(&free);
    });
}

void reads_and_writes_under_a_lock() {
    std::shared_mutex lock;
    int value = 0;
    run_threads<3>([&](std::size_t me) {
        if (me == 0) {
            const std::scoped_lock hold(lock);
            ++value;
        } else {
            const std::shared_lock hold(lock);
            observe(std::to_string(value));
        }
    });
}

void locks_and_tries() {
    std::mutex lock;
    int kept = 0;
    run_threads<3>([&](std::size_t me) {
        if (me < 2) {
            const std::scoped_lock hold(lock);
            ++kept;
        } else if (lock.try_lock()) {
            ++kept;
            lock.unlock();
        }
    });
    observe(std::to_string(kept));
}

void counters_and_flags() {
    std::array<std::atomic<int>, 2> x{};
    run_threads<3>([&](std::size_t me) {
        x[me % 2].fetch_add(1, std::memory_order_acq_rel);
        x[1 - me % 2].store(static_cast<int>(me), std::memory_order_release);
        (void)x[me % 2].load(std::memory_order_acquire);
    });
}

result bounded(void (*body)(), unsigned bound, memory_model memory, bool check) {
    options how;
    how.memory = memory;
    how.preemption_bound = bound;
    how.self_check = check;
    return explore(body, how);
}

TEST(Preemptions, AreCountedAroundLocks) {
    for (const memory_model memory : {memory_model::rc11, memory_model::sc})
        for (const auto& [bound, executions] : {std::pair{0U, 2U}, std::pair{1U, 4U}, std::pair{2U, 6U}}) {
            const result found = bounded(&two_sections_each, bound, memory, true);
            EXPECT_EQ(found.executions, executions) << bound;
            EXPECT_EQ(found.complete, bound == 2) << bound;
            EXPECT_EQ(found.cut, bound != 2) << bound;
            EXPECT_EQ(found.observations.contains("ABAB"), bound == 2) << bound;
            EXPECT_EQ(found.incomplete.find("more than") == std::string::npos, bound == 2) << found.incomplete;
        }
}

class Bounded : public testing::TestWithParam<void (*)()> {};

TEST_P(Bounded, LeavesOutWhatNeedsMoreAndNothingElse) {
    for (const memory_model memory : {memory_model::rc11, memory_model::sc}) {
        options how;
        how.memory = memory;
        const result whole = explore(GetParam(), how);
        result last;
        for (unsigned bound = 0; !last.complete && bound < 20; ++bound) {
            const result checked = bounded(GetParam(), bound, memory, true);
            ASSERT_FALSE(checked.bug || checked.unsupported) << why_not(checked);
            EXPECT_EQ(checked.duplicates, 0U);
            EXPECT_LE(last.executions, checked.executions);
            last = bounded(GetParam(), bound, memory, false);
            EXPECT_EQ(last.executions, checked.executions) << bound;
            EXPECT_EQ(last.observations, checked.observations) << bound;
            EXPECT_EQ(last.complete, checked.complete) << bound;
        }
        EXPECT_TRUE(last.verified()) << why_not(last);
        EXPECT_EQ(last.executions, whole.executions);
        EXPECT_EQ(last.blocked, whole.blocked);
        EXPECT_EQ(last.observations, whole.observations);
    }
}

INSTANTIATE_TEST_SUITE_P(Programs, Bounded,
                         testing::Values(&two_sections_each, &waits_for_conditions, &counts_with_semaphores,
                                         &reads_and_writes_under_a_lock, &locks_and_tries, &counters_and_flags));

TEST(Widening, FindsABugWithTheFewestPreemptions) {
    for (const auto& [body, memory, needed] :
         {std::tuple{&forgotten_assertion, memory_model::rc11, 0U}, std::tuple{&lost_update, memory_model::rc11, 0U},
          std::tuple{&lost_update, memory_model::sc, 1U}, std::tuple{&locks_in_two_orders, memory_model::rc11, 0U},
          std::tuple{&alternating_sections, memory_model::rc11, 2U}}) {
        options how;
        how.memory = memory;
        how.widen = true;
        const result found = explore(body, how);
        ASSERT_TRUE(found.bug) << why_not(found);
        EXPECT_EQ(found.bug->preemptions, needed) << found.bug->trace;
        how.widen = false;
        how.preemption_bound = needed;
        EXPECT_TRUE(explore(body, how).bug);
    }
}

TEST(Widening, EndsWhenNothingIsLeftOut) {
    options how;
    how.widen = true;
    const result found = explore(two_sections_each, how);
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_EQ(found.executions, 6U);
    EXPECT_EQ(found.preemptions, 2U);
    EXPECT_FALSE(found.cut);
}

TEST(Widening, SaysHowFarItCame) {
    options how;
    how.widen = true;
    how.max_executions = 5; // with at most 0 preemptions there are fewer, with at most 1 there are more
    const result found = explore(two_sections_each, how);
    EXPECT_FALSE(found.complete);
    EXPECT_NE(found.incomplete.find("with at most 1 preemptions"), std::string::npos) << found.incomplete;
    EXPECT_EQ(found.preemptions, 0U);
}

TEST(Widening, GoesOnFromACheckpoint) {
    const result whole = explore(counters_and_flags);
    for (const unsigned jobs : {1U, 2U}) {
        options how;
        how.widen = true;
        how.jobs = jobs;
        how.checkpoint = std::filesystem::temp_directory_path() / ("heddle_widening" + std::to_string(::getpid()));
        how.max_executions = 40;
        result last;
        int parts = 0;
        do {
            last = explore(counters_and_flags, how);
            ASSERT_FALSE(last.unsupported) << *last.unsupported;
        } while (!last.complete && ++parts < 100);
        EXPECT_GT(parts, 1);
        EXPECT_TRUE(last.verified()) << why_not(last);
        EXPECT_EQ(last.executions, whole.executions);
        EXPECT_GT(last.preemptions, 0U);
    }
}

TEST(Preemptions, AreBoundedInDividedExplorationsToo) {
    for (const auto body : {&counters_and_flags, &two_sections_each}) {
        options how;
        how.preemption_bound = 1;
        const result whole = explore(body, how);
        how.jobs = 2;
        const result together = explore(body, how);
        EXPECT_EQ(together.executions, whole.executions);
        EXPECT_TRUE(together.cut);
        EXPECT_EQ(together.incomplete, whole.incomplete);
        how.jobs = 1;
        how.shards = 2;
        std::uint64_t sum = 0;
        for (how.shard = 0; how.shard < 2; ++how.shard)
            sum += explore(body, how).executions;
        EXPECT_EQ(sum, whole.executions);
    }
}

TEST(Preemptions, AreNotBoundedByChance) {
    options how;
    how.strategy = strategy::random;
    how.preemption_bound = 1;
    EXPECT_NE(explore(two_sections_each, how).unsupported.value_or("").find("by chance"), std::string::npos);
}

} // namespace
