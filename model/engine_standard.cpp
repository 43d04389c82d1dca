// What the standard library builds on futexes, condition variables and atomics, in the engine: atomic::wait,
// semaphores, latches, barriers, futures, stop tokens, atomic<shared_ptr>. The library's own code is explored with the
// user's.
#include "engine_test_support.hpp"

#include <array>
#include <barrier>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <stop_token>
#include <thread>

namespace {

using namespace heddle::model;
using namespace std::chrono_literals;
using heddle::model::testing_support::expect_failure;
using heddle::model::testing_support::why_not;

// Verified, nothing twice; answers how often what was observed.
template <class Body>
std::map<std::string, std::uint64_t> verify(Body body) {
    options how;
    how.self_check = true;
    const result found = explore(body, how);
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_EQ(found.duplicates, 0U);
    EXPECT_GT(found.executions, 0U);
    return found.observations;
}

template <class Value>
void wait_for_release() {
    std::atomic<Value> ready{0};
    int data = 0;
    std::thread other([&] {
        data = 1;
        ready.store(1, std::memory_order_release);
        ready.notify_one();
    });
    ready.wait(0, std::memory_order_acquire);
    EXPECT_EQ(data, 1);
    other.join();
}

TEST(AtomicWait, EndsWithTheNotification) {
    verify(wait_for_release<int>);
    verify(wait_for_release<char>); // by way of the library's own futex word
    verify(wait_for_release<long>);
}

TEST(AtomicWait, FlagsCanBeWaitedFor) {
    verify([] {
        std::atomic_flag up{};
        std::thread other([&] {
            up.test_and_set(std::memory_order_release);
            up.notify_all();
        });
        up.wait(false);
        EXPECT_TRUE(up.test());
        other.join();
    });
}

TEST(AtomicWait, FindsAMissingNotification) {
    expect_failure(failure_kind::deadlock, [] {
        std::atomic<int> ready{0};
        std::thread other([&] { ready.store(1); });
        ready.wait(0);
        other.join();
    });
}

TEST(AtomicWait, FindsANotificationBeforeTheStore) {
    expect_failure(failure_kind::deadlock, [] {
        std::atomic<int> ready{0};
        std::thread other([&] {
            ready.notify_one();
            ready.store(1);
        });
        ready.wait(0);
        other.join();
    });
}

TEST(AtomicWait, FindsWhatIsPublishedTooWeakly) {
    expect_failure(failure_kind::data_race, [] {
        std::atomic<int> ready{0};
        int data = 0;
        std::thread other([&] {
            data = 1;
            ready.store(1, std::memory_order_relaxed);
            ready.notify_one();
        });
        ready.wait(0, std::memory_order_acquire);
        EXPECT_EQ(data, 1);
        other.join();
    });
}

TEST(StandardSemaphores, PassOnWhatWasDone) {
    verify([] {
        std::counting_semaphore<4> ready{0};
        int data = 0;
        std::thread other([&] {
            data = 1;
            ready.release();
        });
        ready.acquire();
        EXPECT_EQ(data, 1);
        other.join();
    });
}

TEST(StandardSemaphores, ATimedAcquireSucceedsOrTimesOut) {
    const auto observed = verify([] {
        std::binary_semaphore ready{0};
        std::thread other([&] { ready.release(); });
        observe(ready.try_acquire_for(1s) ? "acquired" : "timed out");
        other.join();
    });
    EXPECT_EQ(observed.size(), 2U);
}

TEST(StandardSemaphores, FindsAReleaseTooFew) {
    expect_failure(failure_kind::deadlock, [] {
        std::counting_semaphore<4> ready{0};
        std::thread other([&] { ready.release(); });
        ready.acquire();
        ready.acquire();
        other.join();
    });
}

TEST(Latches, OpenWhenAllHaveCounted) {
    verify([] {
        std::latch done{1};
        int data = 0;
        std::thread other([&] {
            data = 1;
            done.count_down();
        });
        done.wait();
        EXPECT_EQ(data, 1);
        other.join();
    });
}

TEST(Latches, FindsACountTooHigh) {
    expect_failure(failure_kind::deadlock, [] {
        std::latch done{2};
        std::thread other([&] { done.count_down(); });
        done.wait();
        other.join();
    });
}

TEST(StandardBarriers, LetAllPassTogether) {
    verify([] {
        int completed = 0;
        std::barrier meeting{2, [&]() noexcept { ++completed; }};
        int data = 0;
        std::thread other([&] {
            data = 1;
            meeting.arrive_and_wait();
        });
        meeting.arrive_and_wait();
        EXPECT_EQ(data, 1);
        EXPECT_EQ(completed, 1);
        other.join();
    });
}

TEST(Futures, GiveTheValueThatWasPromised) {
    verify([] {
        std::promise<int> promise;
        std::future<int> future = promise.get_future();
        std::thread other([&] { promise.set_value(3); });
        EXPECT_EQ(future.get(), 3);
        other.join();
    });
    verify([] {
        std::packaged_task<int()> task([] { return 3; });
        std::future<int> future = task.get_future();
        std::thread other(std::move(task));
        EXPECT_EQ(future.get(), 3);
        other.join();
    });
    verify([] { EXPECT_EQ(std::async(std::launch::async, [] { return 3; }).get(), 3); });
}

TEST(Futures, CanBeWaitedForSomeTime) {
    const auto observed = verify([] {
        std::promise<int> promise;
        std::future<int> future = promise.get_future();
        std::thread other([&] { promise.set_value(3); });
        observe(future.wait_for(1s) == std::future_status::ready ? "ready" : "timed out");
        other.join();
    });
    EXPECT_EQ(observed.size(), 2U);
}

TEST(Futures, FindsAPromiseThatNobodyKeeps) {
    expect_failure(failure_kind::deadlock, [] {
        std::promise<int> promise;
        (void)promise.get_future().get();
    });
}

TEST(StopTokens, EndALoop) {
    verify([] {
        std::jthread worker([](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
            }
        });
    });
}

TEST(StopTokens, EndAWait) {
    verify([] {
        std::mutex mutex;
        std::condition_variable_any never;
        std::jthread worker([&](const std::stop_token& stop) {
            std::unique_lock guard(mutex);
            EXPECT_FALSE(never.wait(guard, stop, [] { return false; }));
        });
    });
}

TEST(AtomicSharedPointers, Change) {
    verify([] {
        std::atomic<std::shared_ptr<int>> shared{std::make_shared<int>(1)};
        std::thread other([&] { shared.store(std::make_shared<int>(2)); });
        const std::shared_ptr<int> before = shared.exchange(std::make_shared<int>(3));
        EXPECT_TRUE(*before == 1 || *before == 2);
        other.join();
    });
}

struct alignas(16) pair_of_words {
    unsigned long first = 0;
    unsigned long second = 0;
};

TEST(WideAtomics, AreWhole) {
    const auto observed = verify([] {
        std::atomic<pair_of_words> shared{pair_of_words{}};
        std::thread other([&] { shared.store({1, 1}); });
        const pair_of_words seen = shared.load();
        EXPECT_EQ(seen.first, seen.second);
        observe(std::to_string(seen.first));
        other.join();
    });
    const std::map<std::string, std::uint64_t> expected{{"0", 1}, {"1", 1}};
    EXPECT_EQ(observed, expected);
}

TEST(MemoryFunctions, AreAccessesOfEachByte) {
    expect_failure(failure_kind::data_race, [] {
        std::array<char, 64> shared{};
        std::thread other([&] { std::memset(shared.data(), 1, shared.size()); });
        std::array<char, 64> copy{};
        std::memcpy(copy.data(), shared.data(), copy.size());
        other.join();
    });
}

} // namespace
