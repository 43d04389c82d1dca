// Threads in the engine: creating, joining, detaching, leaving early, results, thread-local variables, exit.
#include "engine_test_support.hpp"

#include <cstdlib>
#include <memory>
#include <pthread.h>
#include <stdexcept>
#include <thread>

namespace {

using namespace heddle::model;
using heddle::model::testing_support::expect_exactly;
using heddle::model::testing_support::expect_failure;
using heddle::model::testing_support::why_not;

TEST(Threads, JoinOrdersAndReturnsTheResult) {
    expect_exactly(1, [] {
        int written = 0;
        pthread_t thread;
        const auto routine = [](void* argument) -> void* {
            *static_cast<int*>(argument) = 5;
            return argument;
        };
        ASSERT_EQ(pthread_create(&thread, nullptr, routine, &written), 0);
        void* result = nullptr;
        ASSERT_EQ(pthread_join(thread, &result), 0);
        EXPECT_EQ(result, &written);
        EXPECT_EQ(written, 5);
    });
}

TEST(Threads, AJoinedThreadCannotBeJoinedAgain) {
    expect_exactly(1, [] {
        pthread_t thread;
        ASSERT_EQ(pthread_create(
                      &thread, nullptr, [](void* argument) { return argument; }, nullptr),
                  0);
        EXPECT_EQ(pthread_join(pthread_self(), nullptr), EDEADLK);
        EXPECT_EQ(pthread_join(thread, nullptr), 0);
        EXPECT_EQ(pthread_join(thread, nullptr), EINVAL);
    });
}

TEST(Threads, DetachedThreadsRunToTheirEnd) {
    // the body returns at once; what the detached thread does still counts
    expect_failure(failure_kind::assertion, [] { std::thread([] { EXPECT_TRUE(false); }).detach(); });
}

TEST(Threads, ADetachedThreadIsNotOrderedWithItsCreator) {
    expect_failure(failure_kind::data_race, [] {
        const auto shared = std::make_shared<int>(0);
        std::thread([shared] { *shared = 1; }).detach();
        *shared = 2;
    });
}

TEST(Threads, PthreadExitRunsDestructors) {
    expect_exactly(1, [] {
        bool destroyed = false;
        const auto routine = [](void* argument) -> void* {
            struct marks {
                bool* destroyed;
                ~marks() { *destroyed = true; }
            };
            const marks mark{static_cast<bool*>(argument)};
            pthread_exit(argument);
        };
        pthread_t thread;
        ASSERT_EQ(pthread_create(&thread, nullptr, routine, &destroyed), 0);
        void* result = nullptr;
        ASSERT_EQ(pthread_join(thread, &result), 0);
        EXPECT_EQ(result, &destroyed);
        EXPECT_TRUE(destroyed);
    });
}

thread_local int local = 1;

TEST(Threads, ThreadLocalVariablesAreFreshInEachThreadAndExecution) {
    expect_exactly(4, [] {
        std::atomic<int> x{0};
        const auto use = [&] {
            EXPECT_EQ(local, 1);
            ++local;
            x.fetch_add(1, std::memory_order_relaxed);
            (void)x.load(std::memory_order_relaxed);
            EXPECT_EQ(local, 2);
        };
        std::thread first(use);
        std::thread second(use);
        first.join();
        second.join();
        EXPECT_EQ(local, 1);
    });
}

TEST(Threads, ExceptionsAreCaughtInTheirThread) {
    expect_exactly(2, [] {
        std::atomic<int> x{0};
        int caught = 0;
        std::thread first([&] {
            try {
                if (x.load(std::memory_order_relaxed) == 1)
                    throw std::runtime_error("seen");
            } catch (const std::runtime_error&) {
                ++caught;
            }
        });
        x.store(1, std::memory_order_relaxed);
        first.join();
    });
}

TEST(Threads, AThreadThatCreatesThreads) {
    expect_exactly(6, [] {
        std::atomic<int> x{0};
        const auto increment = [&] { x.fetch_add(1, std::memory_order_relaxed); };
        std::thread outer([&] {
            std::thread inner(increment);
            increment();
            inner.join();
        });
        increment();
        outer.join();
        EXPECT_EQ(x.load(std::memory_order_relaxed), 3);
    });
}

TEST(Threads, AJoinableThreadThatIsDestroyedIsFound) {
    const result found = explore([] { std::thread thread([] {}); });
    ASSERT_TRUE(found.bug) << why_not(found);
}

TEST(Threads, ExitEndsTheExecutionButNotBeforeTheOthersDidWhatTheyCould) {
    const result found = explore([] {
        std::atomic<int> x{0};
        std::thread other([&] { x.store(1, std::memory_order_relaxed); });
        observe(x.load(std::memory_order_relaxed) == 1 ? "seen" : "not seen");
        std::exit(3);
    });
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_EQ(found.executions, 2U);
    EXPECT_EQ(found.observations.size(), 2U);
}

TEST(Threads, SixtyFourThreadsAreTooMany) {
    const result found = explore([] {
        for (int i = 0; i < 64; ++i)
            std::thread([] {}).join();
    });
    ASSERT_TRUE(found.unsupported);
    EXPECT_NE(found.unsupported->find("64 threads"), std::string::npos) << *found.unsupported;
}

TEST(Threads, AThreadThatIsNotCreatedYetHasNotWritten) {
    // the first thread runs while the second one is still to be created, and reads what that one will write
    expect_exactly(4, [] {
        std::atomic<int> begun{0};
        std::atomic<int> published{0};
        int data = 0;
        std::thread reader([&] {
            begun.store(1, std::memory_order_relaxed);
            if (published.load(std::memory_order_acquire) == 1) {
                EXPECT_EQ(data, 5);
            }
        });
        (void)begun.load(std::memory_order_relaxed);
        std::thread writer([&] {
            data = 5;
            published.store(1, std::memory_order_release);
        });
        reader.join();
        writer.join();
    });
}

} // namespace
