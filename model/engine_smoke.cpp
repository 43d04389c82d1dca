// The engine on its smallest programs: it explores what there is, finds what is wrong, and says so.
#include <heddle/model.hpp>

#include <atomic>
#include <cassert>
#include <gtest/gtest.h>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace {

using namespace heddle::model;
using std::memory_order_acquire;
using std::memory_order_relaxed;
using std::memory_order_release;

options checked(memory_model memory = memory_model::rc11) {
    options how;
    how.memory = memory;
    how.self_check = true;
    return how;
}

void store_buffering() {
    std::atomic<int> x{0};
    std::atomic<int> y{0};
    std::thread first([&] {
        x.store(1, memory_order_release);
        (void)y.load(memory_order_acquire);
    });
    std::thread second([&] {
        y.store(1, memory_order_release);
        (void)x.load(memory_order_acquire);
    });
    first.join();
    second.join();
}

TEST(Engine, ExploresStoreBufferingUnderBothModels) {
    const result weak = explore(store_buffering, checked());
    EXPECT_TRUE(weak.verified()) << (weak.bug ? weak.bug->trace : weak.unsupported.value_or(weak.incomplete));
    EXPECT_EQ(weak.executions, 4U);
    EXPECT_EQ(weak.blocked, 0U);
    EXPECT_EQ(weak.duplicates, 0U);
    const result strong = explore(store_buffering, checked(memory_model::sc));
    EXPECT_TRUE(strong.verified());
    EXPECT_EQ(strong.executions, 3U);
}

TEST(Engine, FindsADataRace) {
    const result found = explore([] {
        int shared = 0;
        std::thread other([&] { shared = 1; });
        shared = 2;
        other.join();
    });
    ASSERT_TRUE(found.bug);
    EXPECT_EQ(found.bug->kind, failure_kind::data_race) << found.bug->trace;
}

TEST(Engine, FindsAFailedExpectationOfTheBody) {
    const result found = explore([] {
        std::atomic<int> x{0};
        std::thread other([&] { x.store(1); });
        EXPECT_EQ(x.load(), 0);
        other.join();
    });
    ASSERT_TRUE(found.bug);
    EXPECT_EQ(found.bug->kind, failure_kind::assertion);
    EXPECT_NE(found.bug->location.find("engine_smoke.cpp"), std::string::npos) << found.bug->location;
}

TEST(Engine, FindsAFailedAssertion) {
    const result found = explore([] {
        std::atomic<int> x{0};
        std::thread other([&] { x.store(1); });
        assert(x.load() == 0);
        other.join();
    });
    ASSERT_TRUE(found.bug);
    EXPECT_EQ(found.bug->kind, failure_kind::assertion) << found.bug->trace;
}

TEST(Engine, FindsAnUncaughtException) {
    const result found = explore([] { std::thread([] { throw std::runtime_error("oops"); }).join(); });
    ASSERT_TRUE(found.bug);
    EXPECT_EQ(found.bug->kind, failure_kind::uncaught_exception) << found.bug->trace;
}

TEST(Engine, MutexesOrderCriticalSections) {
    const auto body = [] {
        std::mutex mutex;
        int count = 0;
        const auto increment = [&] {
            const std::lock_guard guard(mutex);
            ++count;
        };
        std::thread first(increment);
        std::thread second(increment);
        std::thread third(increment);
        first.join();
        second.join();
        third.join();
        EXPECT_EQ(count, 3);
    };
    const result found = explore(body, checked());
    EXPECT_TRUE(found.verified()) << (found.bug ? found.bug->trace : found.unsupported.value_or(found.incomplete));
    EXPECT_EQ(found.executions, 6U);
    EXPECT_EQ(found.blocked, 0U);
    EXPECT_EQ(found.duplicates, 0U);
}

TEST(Engine, FindsADeadlock) {
    const result found = explore([] {
        std::mutex a;
        std::mutex b;
        std::thread other([&] {
            const std::lock_guard first(a);
            const std::lock_guard second(b);
        });
        {
            const std::lock_guard first(b);
            const std::lock_guard second(a);
        }
        other.join();
    });
    ASSERT_TRUE(found.bug);
    EXPECT_EQ(found.bug->kind, failure_kind::deadlock) << found.bug->trace;
    EXPECT_NE(found.bug->message.find("waits for"), std::string::npos) << found.bug->message;
}

TEST(Engine, ReplaysExactlyTheFailingExecution) {
    const auto body = [] {
        std::atomic<int> x{0};
        std::atomic<int> y{0};
        int a = -1;
        std::thread other([&] {
            x.store(1, memory_order_relaxed);
            a = y.load(memory_order_relaxed);
        });
        y.store(1, memory_order_relaxed);
        const int b = x.load(memory_order_relaxed);
        other.join();
        EXPECT_TRUE(a == 1 || b == 1);
    };
    const result found = explore(body);
    ASSERT_TRUE(found.bug);
    options how;
    how.replay = found.bug->replay;
    const result again = explore(body, how);
    ASSERT_TRUE(again.bug) << again.incomplete << again.unsupported.value_or("");
    EXPECT_EQ(again.executions, 1U);
    EXPECT_EQ(again.bug->trace, found.bug->trace);
    EXPECT_EQ(again.bug->replay, found.bug->replay);
}

} // namespace
