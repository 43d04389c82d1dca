// Locks in the engine: critical sections in every order, each order once, nothing blocked; misuse is found.
#include "engine_test_support.hpp"

#include <array>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <threads.h>

namespace {

using namespace heddle::model;
using heddle::model::testing_support::expect_exactly;
using heddle::model::testing_support::expect_failure;
using heddle::model::testing_support::run_threads;

template <std::size_t Threads>
void one_section_each() {
    std::mutex mutex;
    int count = 0;
    run_threads<Threads>([&](std::size_t) {
        const std::lock_guard guard(mutex);
        ++count;
    });
    EXPECT_EQ(count, static_cast<int>(Threads));
}

TEST(Locks, EachOrderOfCriticalSectionsOnce) {
    expect_exactly(1, one_section_each<1>);
    expect_exactly(2, one_section_each<2>);
    expect_exactly(6, one_section_each<3>);
    expect_exactly(24, one_section_each<4>);
    expect_exactly(120, one_section_each<5>);
}

TEST(Locks, TwoSectionsEachInterleave) {
    expect_exactly(90, [] { // 6! / (2! 2! 2!)
        std::mutex mutex;
        run_threads<3>([&](std::size_t) {
            for (int i = 0; i < 2; ++i)
                const std::lock_guard guard(mutex);
        });
    });
}

TEST(Locks, IndependentMutexesDoNotMultiply) {
    expect_exactly(1, [] {
        std::array<std::mutex, 3> mutexes;
        run_threads<3>([&](std::size_t i) { const std::lock_guard guard(mutexes[i]); });
    });
}

TEST(Locks, ASectionSeesWhatEarlierOnesPublished) {
    // relaxed: the mutex alone orders the accesses, so that a reader after the writer must see it
    expect_exactly(2, [] {
        std::mutex mutex;
        std::atomic<int> value{0};
        int seen = -1;
        bool reader_second = false;
        bool written = false;
        run_threads<2>([&](std::size_t i) {
            const std::lock_guard guard(mutex);
            if (i == 0) {
                value.store(1, std::memory_order_relaxed);
                written = true;
            } else {
                reader_second = written;
                seen = value.load(std::memory_order_relaxed);
            }
        });
        EXPECT_EQ(seen, reader_second ? 1 : 0);
    });
}

TEST(Locks, TryLockFindsTheMutexFreeOrTaken) {
    options how;
    how.self_check = true;
    const result found = explore(
        [] {
            std::mutex mutex;
            std::thread other([&] { const std::lock_guard guard(mutex); });
            const bool acquired = mutex.try_lock();
            if (acquired)
                mutex.unlock();
            observe(acquired ? "acquired" : "failed");
            other.join();
        },
        how);
    EXPECT_TRUE(found.verified()) << found.incomplete << found.unsupported.value_or("")
                                  << (found.bug ? found.bug->trace : "");
    EXPECT_EQ(found.duplicates, 0U);
    EXPECT_EQ(found.observations.at("acquired"), 2U);
    EXPECT_EQ(found.observations.at("failed"), 1U);
}

TEST(Locks, RecursiveMutexesNest) {
    expect_exactly(2, [] {
        std::recursive_mutex mutex;
        int count = 0;
        run_threads<2>([&](std::size_t) {
            const std::lock_guard outer(mutex);
            const std::lock_guard inner(mutex);
            EXPECT_TRUE(mutex.try_lock());
            ++count;
            mutex.unlock();
        });
        EXPECT_EQ(count, 2);
    });
}

TEST(Locks, ErrorCheckingMutexesAnswer) {
    expect_exactly(1, [] {
        pthread_mutexattr_t attributes;
        pthread_mutexattr_init(&attributes);
        pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK);
        pthread_mutex_t mutex;
        pthread_mutex_init(&mutex, &attributes);
        EXPECT_EQ(pthread_mutex_unlock(&mutex), EPERM);
        EXPECT_EQ(pthread_mutex_lock(&mutex), 0);
        EXPECT_EQ(pthread_mutex_lock(&mutex), EDEADLK);
        EXPECT_EQ(pthread_mutex_unlock(&mutex), 0);
        pthread_mutex_destroy(&mutex);
    });
}

TEST(Locks, C11MutexesAndThreadsWork) {
    expect_exactly(2, [] {
        struct shared {
            mtx_t mutex;
            int count;
        } data{};
        ASSERT_EQ(mtx_init(&data.mutex, mtx_plain), thrd_success);
        const thrd_start_t increment = [](void* argument) {
            auto* const all = static_cast<shared*>(argument);
            mtx_lock(&all->mutex);
            const int before = all->count++;
            mtx_unlock(&all->mutex);
            return before;
        };
        std::array<thrd_t, 2> threads{};
        for (thrd_t& each : threads)
            ASSERT_EQ(thrd_create(&each, increment, &data), thrd_success);
        int sum = 0;
        for (const thrd_t each : threads) {
            int result = -1;
            ASSERT_EQ(thrd_join(each, &result), thrd_success);
            sum += result;
        }
        EXPECT_EQ(sum, 1);
        mtx_destroy(&data.mutex);
    });
}

TEST(Locks, FindsAnUnlockByAnother) {
    expect_failure(failure_kind::unlock_error, [] {
        std::mutex mutex;
        mutex.lock();
        std::thread other([&] { mutex.unlock(); });
        other.join();
    });
}

TEST(Locks, FindsAnUnlockOfAFreeMutex) {
    expect_failure(failure_kind::unlock_error, [] {
        std::mutex mutex;
        mutex.unlock();
    });
}

TEST(Locks, FindsARelockByTheOwner) {
    expect_failure(failure_kind::deadlock, [] {
        std::mutex mutex;
        mutex.lock();
        mutex.lock();
    });
}

TEST(Locks, FindsAMutexThatIsNeverReleased) {
    expect_failure(failure_kind::deadlock, [] {
        std::mutex mutex;
        run_threads<2>([&](std::size_t) { mutex.lock(); });
    });
}

TEST(Locks, FindsADeadlockOfThree) {
    expect_failure(failure_kind::deadlock, [] {
        std::array<std::mutex, 3> forks;
        run_threads<3>([&](std::size_t i) {
            const std::lock_guard left(forks[i]);
            const std::lock_guard right(forks[(i + 1) % 3]);
        });
    });
}

TEST(Locks, AConsistentOrderHasNoDeadlock) {
    options how;
    how.self_check = true;
    const result found = explore(
        [] {
            std::array<std::mutex, 3> forks;
            run_threads<3>([&](std::size_t i) {
                const std::size_t a = i;
                const std::size_t b = (i + 1) % 3;
                const std::lock_guard first(forks[std::min(a, b)]);
                const std::lock_guard second(forks[std::max(a, b)]);
            });
        },
        how);
    EXPECT_TRUE(found.verified());
    EXPECT_EQ(found.executions,
              6U); // three pairs share a fork, and no two of the 2^3 orders but the cyclic ones are impossible
    EXPECT_EQ(found.blocked, 0U);
    EXPECT_EQ(found.duplicates, 0U);
}

TEST(Locks, FindsDataOutsideTheLock) {
    expect_failure(failure_kind::data_race, [] {
        std::mutex mutex;
        int count = 0;
        run_threads<2>([&](std::size_t i) {
            if (i == 0) {
                const std::lock_guard guard(mutex);
                ++count;
            } else {
                ++count;
            }
        });
    });
}

} // namespace
