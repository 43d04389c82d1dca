// Condition variables in the engine: a notification reaches who waits already, notify_one chooses, waits may time out;
// each possibility once. What misuses them is found.
#include "engine_test_support.hpp"

#include <array>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <threads.h>

namespace {

using namespace heddle::model;
using namespace std::chrono_literals;
using heddle::model::testing_support::expect_exactly;
using heddle::model::testing_support::expect_failure;
using heddle::model::testing_support::why_not;

template <class... Bodies>
void in_parallel(Bodies... bodies) {
    std::array<std::thread, sizeof...(Bodies)> threads{std::thread(bodies)...};
    for (std::thread& each : threads)
        each.join();
}

template <class Condition>
struct gate {
    std::mutex mutex;
    Condition opened;
    bool open = false;

    void pass() {
        std::unique_lock guard(mutex);
        opened.wait(guard, [this] { return open; });
    }

    void pass_carelessly() { // `if` for `while`
        std::unique_lock guard(mutex);
        if (!open)
            opened.wait(guard);
        EXPECT_TRUE(open);
    }

    void set() {
        const std::lock_guard guard(mutex);
        open = true;
    }
};

using plain_gate = gate<std::condition_variable>;

TEST(Conditions, AWaiterComesLateOrIsNotified) {
    const auto body = [] {
        plain_gate shared;
        in_parallel([&] { shared.pass(); },
                    [&] {
                        shared.set();
                        shared.opened.notify_one();
                    });
    };
    expect_exactly(2, body);
    expect_exactly(2, body, memory_model::sc);
}

TEST(Conditions, NotifyingUnderTheLockIsTheSame) {
    expect_exactly(2, [] {
        plain_gate shared;
        in_parallel([&] { shared.pass(); },
                    [&] {
                        const std::lock_guard guard(shared.mutex);
                        shared.open = true;
                        shared.opened.notify_one();
                    });
    });
}

TEST(Conditions, NotifyAllReachesAll) {
    // nobody waits: two orders; one waits, and takes the mutex again before or after the late one: two each; both wait,
    // in two orders, and take the mutex again in two
    expect_exactly(10, [] {
        plain_gate shared;
        in_parallel([&] { shared.pass(); }, [&] { shared.pass(); },
                    [&] {
                        const std::lock_guard guard(shared.mutex);
                        shared.open = true;
                        shared.opened.notify_all();
                    });
    });
}

TEST(Conditions, AnyLockWillDo) {
    options how;
    how.self_check = true;
    const result found = explore(
        [] {
            gate<std::condition_variable_any> shared;
            in_parallel([&] { shared.pass(); },
                        [&] {
                            shared.set();
                            shared.opened.notify_one();
                        });
        },
        how);
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_EQ(found.duplicates, 0U);
    EXPECT_EQ(found.blocked, 0U);
}

TEST(Conditions, C11OnesWork) {
    expect_exactly(2, [] {
        mtx_t mutex;
        cnd_t opened;
        bool open = false;
        ASSERT_EQ(mtx_init(&mutex, mtx_plain), thrd_success);
        ASSERT_EQ(cnd_init(&opened), thrd_success);
        in_parallel(
            [&] {
                mtx_lock(&mutex);
                while (!open)
                    cnd_wait(&opened, &mutex);
                mtx_unlock(&mutex);
            },
            [&] {
                mtx_lock(&mutex);
                open = true;
                mtx_unlock(&mutex);
                cnd_signal(&opened);
            });
        cnd_destroy(&opened);
        mtx_destroy(&mutex);
    });
}

TEST(Conditions, FindsNotifyOneWhereAllWait) {
    expect_failure(failure_kind::deadlock, [] {
        plain_gate shared;
        in_parallel([&] { shared.pass(); }, [&] { shared.pass(); },
                    [&] {
                        shared.set();
                        shared.opened.notify_one();
                    });
    });
}

TEST(Conditions, FindsTheNotificationOfTheWrongOne) {
    // two conditions on one variable: the one that is notified may be the other
    expect_failure(failure_kind::deadlock, [] {
        std::mutex mutex;
        std::condition_variable changed;
        int turn = 0;
        const auto wait_for = [&](int wanted) {
            std::unique_lock guard(mutex);
            changed.wait(guard, [&] { return turn >= wanted; });
            turn = 2;
            changed.notify_one();
        };
        in_parallel([&] { wait_for(1); }, [&] { wait_for(2); },
                    [&] {
                        const std::lock_guard guard(mutex);
                        turn = 1;
                        changed.notify_one();
                    });
    });
}

TEST(Conditions, FindsAStateChangedOutsideTheLock) {
    expect_failure(failure_kind::deadlock, [] {
        std::mutex mutex;
        std::condition_variable opened;
        std::atomic<bool> open{false};
        in_parallel(
            [&] {
                std::unique_lock guard(mutex);
                while (!open.load())
                    opened.wait(guard);
            },
            [&] {
                open.store(true);
                opened.notify_one();
            });
    });
}

TEST(Conditions, FindsANotificationThatComesTooEarly) {
    expect_failure(failure_kind::deadlock, [] {
        plain_gate shared;
        in_parallel([&] { shared.pass(); },
                    [&] {
                        shared.opened.notify_one();
                        shared.set();
                    });
    });
}

TEST(Conditions, SpuriousWakeupsFindIfForWhile) {
    const auto body = [] {
        plain_gate shared;
        in_parallel([&] { shared.pass_carelessly(); },
                    [&] {
                        shared.set();
                        shared.opened.notify_one();
                    });
    };
    expect_exactly(2, body);
    options how;
    how.spurious_wakeups = true;
    const result found = explore(body, how);
    ASSERT_TRUE(found.bug) << why_not(found);
    EXPECT_EQ(found.bug->kind, failure_kind::assertion) << found.bug->trace;
}

TEST(Conditions, ALoopStandsSpuriousWakeups) {
    options how;
    how.spurious_wakeups = how.self_check = true;
    const result found = explore(
        [] {
            plain_gate shared;
            in_parallel([&] { shared.pass(); },
                        [&] {
                            shared.set();
                            shared.opened.notify_one();
                        });
        },
        how);
    EXPECT_TRUE(found.verified()) << why_not(found);
    // late; notified; woken for nothing and back before the door opens, or after
    EXPECT_EQ(found.executions, 4U);
    EXPECT_EQ(found.duplicates, 0U);
    EXPECT_EQ(found.blocked, 0U);
}

TEST(Conditions, FindsOneThatDiesBeforeItsNotification) {
    const auto body = [] {
        auto shared = std::make_unique<plain_gate>();
        std::thread opener([&gate = *shared] {
            gate.set();
            gate.opened.notify_one();
        });
        shared->pass();
        shared.reset();
        opener.join();
    };
    const result found = explore(body);
    ASSERT_TRUE(found.bug) << why_not(found);
    EXPECT_TRUE(found.bug->kind == failure_kind::data_race || found.bug->kind == failure_kind::use_after_free)
        << found.bug->trace;
}

TEST(Conditions, ATimedWaitIsNotifiedOrTimesOut) {
    options how;
    how.self_check = true;
    const result found = explore(
        [] {
            plain_gate shared;
            in_parallel(
                [&] {
                    std::unique_lock guard(shared.mutex);
                    const auto begin = std::chrono::steady_clock::now();
                    const bool opened = shared.opened.wait_for(guard, 1h, [&] { return shared.open; });
                    const bool waited = std::chrono::steady_clock::now() - begin >= 1h;
                    EXPECT_TRUE(opened || waited);
                    EXPECT_EQ(opened, shared.open);
                    observe(!opened ? "timed out" : waited ? "opened late" : "opened");
                },
                [&] {
                    shared.set();
                    shared.opened.notify_one();
                });
        },
        how);
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_EQ(found.duplicates, 0U);
    EXPECT_EQ(found.blocked, 0U);
    // opened: comes late, or is notified; late: times out, but the other is first at the mutex, and its notification
    // comes before or after the time is over; timed out: the other comes after
    const std::map<std::string, std::uint64_t> expected{{"opened", 2}, {"opened late", 1}, {"timed out", 1}};
    EXPECT_EQ(found.observations, expected);
}

TEST(Conditions, ATimeoutBreaksADeadlock) {
    expect_exactly(1, [] {
        std::mutex mutex;
        std::condition_variable never;
        std::unique_lock guard(mutex);
        EXPECT_EQ(never.wait_for(guard, 1s), std::cv_status::timeout);
    });
}

} // namespace
