// Readers-writer locks, semaphores, spin locks and barriers of POSIX in the engine, and the standard library's types on
// them: who may be inside together, every order once, timeouts, and what misuses them.
#include "engine_test_support.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <pthread.h>
#include <semaphore.h>
#include <shared_mutex>
#include <thread>

namespace {

using namespace heddle::model;
using namespace std::chrono_literals;
using heddle::model::testing_support::expect_complete;
using heddle::model::testing_support::expect_failure;
using heddle::model::testing_support::run_threads;
using heddle::model::testing_support::why_not;

TEST(ReadersAndWriters, WritersExcludeEachOther) {
    expect_complete(6, [] {
        std::shared_mutex mutex;
        int count = 0;
        run_threads<3>([&](std::size_t) {
            const std::unique_lock guard(mutex);
            ++count;
        });
        EXPECT_EQ(count, 3);
    });
}

TEST(ReadersAndWriters, AReaderComesBeforeOrAfterAWriter) {
    expect_complete(2, [] {
        std::shared_timed_mutex mutex;
        int value = 0;
        run_threads<2>([&](std::size_t me) {
            if (me == 0) {
                const std::unique_lock guard(mutex);
                value = 1;
            } else {
                const std::shared_lock guard(mutex);
                EXPECT_TRUE(value == 0 || value == 1);
            }
        });
    });
}

TEST(ReadersAndWriters, ReadersAreInsideTogether) {
    // in and out of two readers: 4! / (2! 2!)
    expect_complete(6, [] {
        std::shared_mutex mutex;
        run_threads<2>([&](std::size_t) { const std::shared_lock guard(mutex); });
    });
}

TEST(ReadersAndWriters, FindsReadersThatWrite) {
    expect_failure(failure_kind::data_race, [] {
        std::shared_mutex mutex;
        int value = 0;
        run_threads<2>([&](std::size_t) {
            const std::shared_lock guard(mutex);
            ++value;
        });
    });
}

TEST(ReadersAndWriters, FindsAnUpgradeByTwo) {
    expect_failure(failure_kind::deadlock, [] {
        pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
        run_threads<2>([&](std::size_t) {
            pthread_rwlock_rdlock(&lock);
            pthread_rwlock_wrlock(&lock);
            pthread_rwlock_unlock(&lock);
        });
    });
}

TEST(ReadersAndWriters, FindsAnUnlockOfAFreeLock) {
    expect_failure(failure_kind::unlock_error, [] {
        std::shared_mutex mutex;
        mutex.unlock_shared();
    });
}

TEST(ReadersAndWriters, AnswerWhoWouldWaitForItself) {
    expect_complete(1, [] {
        pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
        EXPECT_EQ(pthread_rwlock_wrlock(&lock), 0);
        EXPECT_EQ(pthread_rwlock_wrlock(&lock), EDEADLK);
        EXPECT_EQ(pthread_rwlock_tryrdlock(&lock), EBUSY);
        EXPECT_EQ(pthread_rwlock_unlock(&lock), 0);
        EXPECT_EQ(pthread_rwlock_tryrdlock(&lock), 0);
        EXPECT_EQ(pthread_rwlock_trywrlock(&lock), EBUSY);
        EXPECT_EQ(pthread_rwlock_unlock(&lock), 0);
    });
}

TEST(ReadersAndWriters, ATimedLockIsGivenOrTimesOut) {
    options how;
    how.self_check = true;
    const result found = explore(
        [] {
            std::shared_timed_mutex mutex;
            std::thread other([&] { const std::unique_lock guard(mutex); });
            const bool locked = mutex.try_lock_shared_for(1s);
            if (locked)
                mutex.unlock_shared();
            observe(locked ? "locked" : "timed out");
            other.join();
        },
        how);
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_EQ(found.duplicates, 0U);
    const std::map<std::string, std::uint64_t> expected{{"locked", 2}, {"timed out", 1}};
    EXPECT_EQ(found.observations, expected);
}

TEST(Semaphores, APostLetsOneThrough) {
    expect_complete(1, [] {
        sem_t ready;
        sem_init(&ready, 0, 0);
        int data = 0;
        run_threads<2>([&](std::size_t me) {
            if (me == 0) {
                data = 1;
                sem_post(&ready);
            } else {
                EXPECT_EQ(sem_wait(&ready), 0);
                EXPECT_EQ(data, 1);
            }
        });
        int left = -1;
        sem_getvalue(&ready, &left);
        EXPECT_EQ(left, 0);
        sem_destroy(&ready);
    });
}

TEST(Semaphores, AnswerWhoOnlyTries) {
    expect_complete(1, [] {
        sem_t units;
        sem_init(&units, 0, 1);
        EXPECT_EQ(sem_trywait(&units), 0);
        EXPECT_EQ(sem_trywait(&units), -1);
        EXPECT_EQ(errno, EAGAIN);
        timespec soon{};
        clock_gettime(CLOCK_REALTIME, &soon);
        ++soon.tv_sec;
        EXPECT_EQ(sem_timedwait(&units, &soon), -1);
        EXPECT_EQ(errno, ETIMEDOUT);
    });
}

TEST(Semaphores, FindsOnePostForTwo) {
    expect_failure(failure_kind::deadlock, [] {
        sem_t ready;
        sem_init(&ready, 0, 0);
        run_threads<3>([&](std::size_t me) { me == 0 ? sem_post(&ready) : sem_wait(&ready); });
    });
}

TEST(Semaphores, FindsTwoInsideTogether) {
    expect_failure(failure_kind::data_race, [] {
        sem_t units;
        sem_init(&units, 0, 2); // one too many for a mutex
        int count = 0;
        run_threads<2>([&](std::size_t) {
            sem_wait(&units);
            ++count;
            sem_post(&units);
        });
    });
}

TEST(SpinLocks, ExcludeAndAreGivenBack) {
    expect_complete(6, [] {
        pthread_spinlock_t lock;
        pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
        int count = 0;
        run_threads<3>([&](std::size_t) {
            pthread_spin_lock(&lock);
            ++count;
            pthread_spin_unlock(&lock);
        });
        EXPECT_EQ(count, 3);
        pthread_spin_destroy(&lock);
    });
}

TEST(SpinLocks, FindsOneThatIsNotGivenBack) {
    expect_failure(failure_kind::deadlock, [] {
        pthread_spinlock_t lock;
        pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
        run_threads<2>([&](std::size_t) { pthread_spin_lock(&lock); });
    });
}

TEST(Barriers, HaveAnExecutionForEachOrderOfArrivals) {
    const auto meet = []<std::size_t Threads, int Rounds>() {
        pthread_barrier_t barrier;
        pthread_barrier_init(&barrier, nullptr, Threads);
        std::array<int, Threads> done{};
        std::atomic<int> last{0};
        run_threads<Threads>([&](std::size_t me) {
            for (int round = 0; round < Rounds; ++round) {
                ++done[me];
                if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD)
                    last.store(1, std::memory_order_relaxed);
                EXPECT_EQ(done[(me + 1) % Threads], round + 1); // what all did before is seen by all
                pthread_barrier_wait(&barrier);
            }
        });
        EXPECT_EQ(last.load(std::memory_order_relaxed), 1);
        pthread_barrier_destroy(&barrier);
    };
    expect_complete(4, [&] { meet.operator()<2, 1>(); });
    expect_complete(36, [&] { meet.operator()<3, 1>(); });
}

TEST(Barriers, FindsOneThatWaitsForTooMany) {
    expect_failure(failure_kind::deadlock, [] {
        pthread_barrier_t barrier;
        pthread_barrier_init(&barrier, nullptr, 3);
        run_threads<2>([&](std::size_t) { pthread_barrier_wait(&barrier); });
    });
}

} // namespace
