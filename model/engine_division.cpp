// An exploration divided among processes, into shards, or over time by a checkpoint is the same exploration: the parts'
// executions add up exactly to the whole.
#include "engine_test_support.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <signal.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace heddle::model;
using heddle::model::testing_support::why_not;

// Reads that miss writes, revisits, and enough of them: 2 writers and 4 readers of two variables.
void readers_and_writers() {
    std::array<std::atomic<int>, 2> cells{};
    std::array<int, 4> seen{};
    std::array<std::thread, 6> threads;
    for (std::size_t i = 0; i < threads.size(); ++i)
        threads[i] = std::thread([&cells, &seen, i] {
            if (i < 2) {
                cells[i].fetch_add(1, std::memory_order_relaxed);
                cells[1 - i].store(5, std::memory_order_release);
            } else {
                seen[i - 2] = cells[0].load(std::memory_order_acquire) * 10 + cells[1].load(std::memory_order_relaxed);
            }
        });
    for (std::thread& each : threads)
        each.join();
    observe(std::to_string(seen[0]) + " " + std::to_string(seen[1]) + " " + std::to_string(seen[2]) + " " +
            std::to_string(seen[3]));
}

// A mutex that is tried besides: what is learnt on the way changes how it is explored.
void locks_and_tries() {
    std::mutex lock;
    int kept = 0;
    std::array<std::thread, 4> threads;
    for (std::size_t i = 0; i < threads.size(); ++i)
        threads[i] = std::thread([&lock, &kept, i] {
            if (i < 3) {
                const std::scoped_lock hold(lock);
                ++kept;
            } else if (lock.try_lock()) {
                ++kept;
                lock.unlock();
            }
        });
    for (std::thread& each : threads)
        each.join();
    observe(std::to_string(kept));
}

void few() {
    std::atomic<int> x{0};
    std::thread other([&] { x.store(1, std::memory_order_relaxed); });
    observe(std::to_string(x.load(std::memory_order_relaxed)));
    other.join();
}

void breaks_late() {
    std::array<std::atomic<int>, 2> cells{};
    readers_and_writers();
    std::thread other([&] { cells[0].store(1, std::memory_order_relaxed); });
    const int seen = cells[0].load(std::memory_order_relaxed);
    other.join();
    assert(seen == 0);
}

using body = void (*)();

class Division : public testing::TestWithParam<body> {
protected:
    const result whole = explore(GetParam());
};

TEST_P(Division, ShardsAddUpToTheWhole) {
    ASSERT_TRUE(whole.complete);
    for (const unsigned shards : {1U, 2U, 3U, 8U}) {
        std::uint64_t sum = 0;
        std::map<std::string, std::uint64_t> observations;
        for (unsigned shard = 0; shard < shards; ++shard) {
            options how;
            how.shard = shard;
            how.shards = shards;
            const result part = explore(GetParam(), how);
            EXPECT_TRUE(part.complete);
            sum += part.executions;
            for (const auto& [what, count] : part.observations)
                observations[what] += count;
        }
        EXPECT_EQ(sum, whole.executions) << shards << " shards";
        EXPECT_EQ(observations, whole.observations) << shards << " shards";
    }
}

TEST_P(Division, ProcessesTogetherExploreTheWhole) {
    for (const unsigned jobs : {2U, 5U, 0U}) {
        options how;
        how.jobs = jobs;
        const result together = explore(GetParam(), how);
        EXPECT_TRUE(together.complete) << together.incomplete << together.unsupported.value_or("");
        EXPECT_EQ(together.executions, whole.executions) << jobs << " jobs";
        EXPECT_EQ(together.observations, whole.observations) << jobs << " jobs";
    }
}

std::string fresh_file(const char* name) {
    const auto file =
        std::filesystem::temp_directory_path() / (std::string("heddle_") + name + std::to_string(::getpid()));
    std::filesystem::remove(file);
    return file;
}

// Also when another number of processes goes on than began.
TEST_P(Division, GoesOnFromACheckpoint) {
    for (const std::array<unsigned, 2> jobs : {std::array{1U, 1U}, {3U, 3U}, {3U, 1U}}) {
        options how;
        how.checkpoint = fresh_file("checkpoint");
        how.max_executions = whole.executions / 3 + 1;
        result last;
        std::size_t parts = 0;
        do {
            how.jobs = jobs[parts % 2];
            last = explore(GetParam(), how);
            ASSERT_FALSE(last.unsupported) << *last.unsupported;
        } while (!last.complete && ++parts < 1000);
        EXPECT_GE(parts, 1U);
        EXPECT_EQ(last.executions, whole.executions) << jobs[0] << " jobs";
        EXPECT_EQ(last.observations, whole.observations) << jobs[0] << " jobs";
        EXPECT_FALSE(std::filesystem::exists(how.checkpoint)) << "a complete exploration leaves none";
    }
}

TEST_P(Division, ProcessesTogetherExploreAShard) {
    std::uint64_t sum = 0;
    for (unsigned shard = 0; shard < 3; ++shard) {
        options how;
        how.shard = shard;
        how.shards = 3;
        how.jobs = 3;
        sum += explore(GetParam(), how).executions;
    }
    EXPECT_EQ(sum, whole.executions);
}

INSTANTIATE_TEST_SUITE_P(Programs, Division, testing::Values(&readers_and_writers, &locks_and_tries, &few));

// A process that is killed at any time loses nothing but some seconds.
// As soon as something more has been kept, however fast the machine is.
void explore_and_be_killed(const options& how) {
    std::error_code none_yet;
    const auto kept = std::filesystem::last_write_time(how.checkpoint, none_yet);
    const pid_t child = ::fork();
    if (child == 0) {
        (void)explore(readers_and_writers, how);
        ::_exit(0);
    }
    for (int looks = 0; looks < 10'000 && std::filesystem::last_write_time(how.checkpoint, none_yet) == kept; ++looks)
        ::usleep(1'000);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
}

void expect_to_go_on_after_kills(unsigned jobs) {
    const result whole = explore(readers_and_writers);
    options how;
    how.checkpoint = fresh_file("kill");
    how.checkpoint_interval = std::chrono::milliseconds(10);
    how.jobs = jobs;
    for (int kills = 0; kills < 2; ++kills)
        explore_and_be_killed(how);
    EXPECT_TRUE(std::filesystem::exists(how.checkpoint)) << "nothing was kept";
    how.checkpoint_interval = std::chrono::milliseconds(500); // each costs a write to the disk
    const result rest = explore(readers_and_writers, how);
    EXPECT_TRUE(rest.complete) << why_not(rest);
    EXPECT_EQ(rest.executions, whole.executions);
    EXPECT_EQ(rest.observations, whole.observations);
}

TEST(Division, GoesOnAfterAKill) { expect_to_go_on_after_kills(1); }
TEST(Division, GoesOnAfterAllOfSeveralProcessesAreKilled) { expect_to_go_on_after_kills(3); }

TEST(Division, OneOfSeveralProcessesFindsTheBug) {
    options how;
    how.jobs = 3;
    const result found = explore(breaks_late, how);
    ASSERT_TRUE(found.bug);
    EXPECT_EQ(found.bug->kind, failure_kind::assertion);
    EXPECT_FALSE(found.complete);
    options again;
    again.replay = found.bug->replay;
    EXPECT_TRUE(explore(breaks_late, again).bug);
}

TEST(Division, ABoundEndsAllProcesses) {
    options how;
    how.jobs = 3;
    how.max_executions = 200;
    const result cut = explore(readers_and_writers, how);
    EXPECT_FALSE(cut.complete);
    EXPECT_NE(cut.incomplete.find("200 executions"), std::string::npos) << cut.incomplete;
}

TEST(Division, RefusesWhatItCannotUse) {
    options how;
    how.checkpoint = fresh_file("refused");
    std::ofstream(how.checkpoint) << "something else";
    EXPECT_NE(explore(few, how).unsupported.value_or("").find("not a checkpoint"), std::string::npos);
    how.checkpoint = "/nowhere/at/all";
    how.max_executions = 1;
    EXPECT_NE(explore(few, how).unsupported.value_or("").find("cannot write"), std::string::npos);
    options other;
    other.checkpoint = fresh_file("other");
    other.max_executions = 1;
    other.identity = "one";
    EXPECT_FALSE(explore(few, other).unsupported);
    other.identity = "two";
    EXPECT_NE(explore(few, other).unsupported.value_or("").find("of another program"), std::string::npos);
    options beyond;
    beyond.shard = beyond.shards = 2;
    EXPECT_TRUE(explore(few, beyond).unsupported);
}

} // namespace
