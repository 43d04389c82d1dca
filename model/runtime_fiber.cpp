// Fibers: stacks at the same addresses, thread-local storage of their own, exceptions inside.
#include "engine/runtime/fiber.hpp"
#include "engine/runtime/thread_exit.hpp"
#include "engine/runtime/unwind.hpp"
#include "runtime_test_core.hpp"

#include <cerrno>
#include <gtest/gtest.h>
#include <pthread.h>
#include <stdexcept>
#include <vector>

namespace {

using namespace heddle::model;
using namespace heddle::model::runtime_test;

thread_local int counter = 7;

TEST(Fiber, KeepsItsStackAddressesInEachExecution) {
    std::vector<const void*> seen;
    exploration explored;
    for (int execution = 0; execution < 3; ++execution) {
        for (const unsigned thread : {0U, 1U, 5U}) {
            const void* address = nullptr;
            ASSERT_TRUE(run(thread, [&] {
                int local = 0;
                address = &local;
            }));
            EXPECT_TRUE(runtime::on_stack_of(thread, address));
            EXPECT_FALSE(runtime::on_stack_of(thread + 1, address));
            seen.push_back(address);
        }
        explored.next_execution();
    }
    EXPECT_EQ(std::vector(seen.begin(), seen.begin() + 3), std::vector(seen.begin() + 3, seen.begin() + 6));
    EXPECT_EQ(std::vector(seen.begin(), seen.begin() + 3), std::vector(seen.begin() + 6, seen.end()));
}

TEST(Fiber, HasItsOwnThreadLocalStorage) {
    exploration explored;
    pthread_t self[3];
    for (const unsigned thread : {0U, 1U, 2U}) {
        ASSERT_FALSE(run(thread, [&, thread] {
            counter += static_cast<int>(thread) + 1;
            errno = static_cast<int>(thread) + 100;
            self[thread] = pthread_self();
            pause_body();
            EXPECT_EQ(counter, static_cast<int>(thread) + 8);
            EXPECT_EQ(errno, static_cast<int>(thread) + 100);
        }));
    }
    for (const unsigned thread : {2U, 0U, 1U})
        EXPECT_TRUE(resume(thread));
    EXPECT_TRUE(pthread_equal(self[0], pthread_self()));
    EXPECT_FALSE(pthread_equal(self[1], self[2]));
    EXPECT_EQ(reinterpret_cast<void*>(self[1]), reinterpret_cast<void*>(runtime::fiber_of(1)->thread_base));
    counter = 7; // thread 0 shares the block of this thread, and no hook saw the write
}

TEST(Fiber, ThrowsAndCatchesWhileOthersDo) {
    exploration explored;
    int caught = 0;
    for (const unsigned thread : {0U, 1U, 2U}) {
        run(thread, [&, thread] {
            try {
                throw std::runtime_error(std::to_string(thread));
            } catch (const std::exception& first) {
                pause_body();
                try {
                    throw std::logic_error("inner");
                } catch (const std::logic_error&) {
                    pause_body();
                }
                caught += first.what() == std::to_string(thread) ? 1 : 0;
            }
        });
    }
    for (int round = 0; round < 2; ++round)
        for (const unsigned thread : {1U, 2U, 0U})
            EXPECT_EQ(resume(thread), round == 1);
    EXPECT_EQ(caught, 3);
    EXPECT_EQ(std::uncaught_exceptions(), 0);
}

TEST(Fiber, StartsWithoutAnExceptionThatAnAbandonedExecutionWasHandling) {
    exploration explored;
    for (const unsigned thread : {0U, 1U}) {
        run(thread, [] {
            try {
                throw 1;
            } catch (int) {
                pause_body();
            }
        });
        bool clean = false;
        run(thread, [&] { clean = std::current_exception() == nullptr; });
        EXPECT_TRUE(clean);
    }
}

struct counted {
    explicit counted(int& destroyed) : destroyed_(&destroyed) {}
    ~counted() { ++*destroyed_; }
    int* destroyed_;
};

TEST(Fiber, RunsThreadLocalDestructorsAtItsThreadsEnd) {
    exploration explored;
    int destroyed = 0;
    run(1, [&] {
        thread_local counted object(destroyed);
        runtime::run_thread_exit(1);
    });
    EXPECT_EQ(destroyed, 1);
}

TEST(Fiber, RunsDestructorsWhenItEndsInTheMiddle) {
    exploration explored;
    for (const unsigned thread : {0U, 1U}) {
        int destroyed = 0;
        bool passed_handler = false;
        EXPECT_FALSE(run(thread, [&] {
            const counted outer(destroyed);
            try {
                const counted inner(destroyed);
                runtime::unwind_thread();
            } catch (...) {
                passed_handler = true;
                throw;
            }
        }));
        EXPECT_EQ(destroyed, 2);
        EXPECT_TRUE(passed_handler);
        ASSERT_TRUE(last_failure());
        EXPECT_TRUE(last_failure()->gave_up) << last_failure()->message;
    }
}

TEST(Fiber, SaysWhenItsEndIsSwallowed) {
    exploration explored;
    EXPECT_FALSE(run(1, [&] {
        try {
            runtime::unwind_thread();
        } catch (...) {
        }
    }));
    ASSERT_TRUE(last_failure());
    EXPECT_EQ(last_failure()->kind, failure_kind::crash);
}

TEST(Fiber, RunsKeyDestructorsAtItsThreadsEnd) {
    exploration explored;
    static int destroyed = 0;
    static pthread_key_t numbers[2];
    for (int execution = 0; execution < 2; ++execution) {
        run(1, [&] {
            pthread_key_create(&numbers[execution], [](void* value) { destroyed += *static_cast<int*>(value); });
            static int value = 5;
            EXPECT_EQ(pthread_getspecific(numbers[execution]), nullptr);
            pthread_setspecific(numbers[execution], &value);
            runtime::run_thread_exit(1);
            EXPECT_EQ(pthread_getspecific(numbers[execution]), nullptr);
        });
        explored.next_execution();
    }
    EXPECT_EQ(destroyed, 10);
    EXPECT_EQ(numbers[0], numbers[1]);
}

} // namespace
