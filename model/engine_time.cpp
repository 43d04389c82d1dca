// Virtual time in the engine: sleeping costs nothing and orders nothing, clocks show it, deadlines come, and an
// execution has the same times whenever it is run.
#include "engine_test_support.hpp"

#include <array>
#include <chrono>
#include <ctime>
#include <mutex>
#include <thread>
#include <threads.h>
#include <unistd.h>

namespace {

using namespace heddle::model;
using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;
using heddle::model::testing_support::expect_exactly;
using heddle::model::testing_support::why_not;

TEST(Time, SleepingLetsTimePass) {
    const auto begin = clock::now();
    expect_exactly(1, [] {
        const auto before = clock::now();
        const auto date = std::chrono::system_clock::now();
        std::this_thread::sleep_for(1h);
        EXPECT_GE(clock::now() - before, 1h);
        EXPECT_LT(clock::now() - before, 2h);
        EXPECT_GE(std::chrono::system_clock::now() - date, 1h);
        std::this_thread::sleep_until(clock::now() + 1h);
        EXPECT_GE(clock::now() - before, 2h);
        sleep(3600);
        usleep(1);
        const timespec hour{3600, 0};
        thrd_sleep(&hour, nullptr);
        EXPECT_GE(clock::now() - before, 4h);
    });
    EXPECT_LT(clock::now() - begin, 10min);
}

TEST(Time, OrdersNothing) {
    // the sleeper's store may come first all the same
    expect_exactly(2, [] {
        std::atomic<int> x{0};
        std::thread other([&] { x.store(1, std::memory_order_relaxed); });
        std::this_thread::sleep_for(1h);
        x.store(2, std::memory_order_relaxed);
        other.join();
    });
}

TEST(Time, IsNeverEarlierForWhoKnows) {
    expect_exactly(2, [] {
        std::atomic<bool> slept{false};
        const auto begin = clock::now();
        std::thread other([&] {
            std::this_thread::sleep_for(1h);
            slept.store(true, std::memory_order_relaxed);
        });
        if (slept.load(std::memory_order_relaxed)) {
            EXPECT_GE(clock::now() - begin, 1h);
        }
        other.join();
        EXPECT_GE(clock::now() - begin, 1h);
    });
}

TEST(Time, ComesForWhoLooksOften) {
    expect_exactly(1, [] {
        const auto until = clock::now() + 10s;
        while (clock::now() < until) {
        }
    });
}

TEST(Time, ATimedLockIsGivenOrTimesOut) {
    options how;
    how.self_check = true;
    const result found = explore(
        [] {
            std::timed_mutex mutex;
            std::thread other([&] { const std::lock_guard guard(mutex); });
            const auto begin = clock::now();
            const bool locked = mutex.try_lock_for(1s);
            if (locked)
                mutex.unlock();
            else
                EXPECT_GE(clock::now() - begin, 1s);
            observe(locked ? "locked" : "timed out");
            other.join();
        },
        how);
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_EQ(found.duplicates, 0U);
    const std::map<std::string, std::uint64_t> expected{{"locked", 2}, {"timed out", 1}};
    EXPECT_EQ(found.observations, expected);
}

TEST(Time, ATimeoutBreaksADeadlock) {
    expect_exactly(1, [] {
        std::timed_mutex mutex;
        mutex.lock();
        std::thread other([&] { EXPECT_FALSE(mutex.try_lock_until(clock::now() + 1s)); });
        other.join();
        mutex.unlock();
    });
}

} // namespace
