// Futexes in the engine: comparing and falling asleep are one step, a store without a wake wakes nobody, a wake can
// choose whom; each possibility once.
#include "engine_test_support.hpp"

#include <array>
#include <cerrno>
#include <climits>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace heddle::model;
using heddle::model::testing_support::expect_exactly;
using heddle::model::testing_support::expect_failure;

using futex_word = std::atomic<unsigned>;

long futex(futex_word& word, int operation, unsigned value, const timespec* timeout = nullptr, unsigned bitset = 0) {
    return syscall(SYS_futex, &word, operation | FUTEX_PRIVATE_FLAG, value, timeout, nullptr, bitset);
}

long wait(futex_word& word, unsigned value) { return futex(word, FUTEX_WAIT, value); }
long wake(futex_word& word, unsigned count) { return futex(word, FUTEX_WAKE, count); }

template <class... Bodies>
void in_parallel(Bodies... bodies) {
    std::array<std::thread, sizeof...(Bodies)> threads{std::thread(bodies)...};
    for (std::thread& each : threads)
        each.join();
}

void set_and_wake(futex_word& word, unsigned count) {
    word.store(1, std::memory_order_relaxed);
    wake(word, count);
}

TEST(Futex, AWaiterSeesTheValueOrIsWoken) {
    expect_exactly(2, [] {
        futex_word word{0};
        in_parallel([&] { wait(word, 0); }, [&] { set_and_wake(word, 1); });
    });
    expect_exactly(
        2,
        [] {
            futex_word word{0};
            in_parallel([&] { wait(word, 0); }, [&] { set_and_wake(word, 1); });
        },
        memory_model::sc);
}

TEST(Futex, AnswersAsTheKernelDoes) {
    expect_exactly(1, [] {
        futex_word word{5};
        EXPECT_EQ(wait(word, 4), -1);
        EXPECT_EQ(errno, EAGAIN);
        EXPECT_EQ(wake(word, 1), 0);
        EXPECT_EQ(futex(word, FUTEX_WAIT_BITSET, 5, nullptr, 0), -1);
        EXPECT_EQ(errno, EINVAL);
    });
}

TEST(Futex, WakesAllWhoSleep) {
    // both see the value; one of them does not, or the other; both sleep, in either order
    expect_exactly(5, [] {
        futex_word word{0};
        in_parallel([&] { wait(word, 0); }, [&] { wait(word, 0); }, [&] { set_and_wake(word, INT_MAX); });
    });
}

TEST(Futex, FindsAStoreWithoutAWake) {
    expect_failure(failure_kind::deadlock, [] {
        futex_word word{0};
        in_parallel([&] { wait(word, 0); }, [&] { word.store(1); });
    });
}

TEST(Futex, FindsAWakeBeforeTheStore) {
    expect_failure(failure_kind::deadlock, [] {
        futex_word word{0};
        in_parallel([&] { wait(word, 0); },
                    [&] {
                        wake(word, 1);
                        word.store(1);
                    });
    });
}

TEST(Futex, FindsOneWakeForTwo) {
    expect_failure(failure_kind::deadlock, [] {
        futex_word word{0};
        in_parallel([&] { wait(word, 0); }, [&] { wait(word, 0); }, [&] { set_and_wake(word, 1); });
    });
}

TEST(Futex, AWakeChoosesWhom) {
    // whoever is woken wakes the other: each alone, both see the value, and both asleep in two orders with two choices
    options how;
    how.self_check = true;
    const result found = explore(
        [] {
            futex_word word{0};
            futex_word chosen{0};
            const auto sleep = [&](unsigned me) {
                if (wait(word, 0) == 0) {
                    unsigned nobody = 0;
                    chosen.compare_exchange_strong(nobody, me);
                }
                wake(word, 1);
            };
            in_parallel([&] { sleep(1); }, [&] { sleep(2); }, [&] { set_and_wake(word, 1); });
            observe(std::to_string(chosen.load()));
        },
        how);
    EXPECT_TRUE(found.verified()) << testing_support::why_not(found);
    EXPECT_EQ(found.duplicates, 0U);
    EXPECT_EQ(found.blocked, 0U);
    EXPECT_EQ(found.observations.size(), 3U);
}

TEST(Futex, ABitsetReachesOnlyItsWaiters) {
    expect_exactly(2, [] {
        futex_word word{0};
        in_parallel([&] { futex(word, FUTEX_WAIT_BITSET, 0, nullptr, 1); },
                    [&] {
                        word.store(1);
                        futex(word, FUTEX_WAKE_BITSET, 1, nullptr, 3);
                    });
    });
    expect_failure(failure_kind::deadlock, [] {
        futex_word word{0};
        in_parallel([&] { futex(word, FUTEX_WAIT_BITSET, 0, nullptr, 1); },
                    [&] {
                        word.store(1);
                        futex(word, FUTEX_WAKE_BITSET, 1, nullptr, 2);
                    });
    });
}

// One of two sleepers is woken, the other one moved to a second word and woken there.
template <bool WakesTheSecond>
void move_to_another_word() {
    futex_word first{0};
    futex_word second{0};
    std::atomic<int> done{0};
    const auto sleep = [&] {
        while (first.load() == 0)
            wait(first, 0);
        done.fetch_add(1, std::memory_order_relaxed);
    };
    in_parallel(sleep, sleep, [&] {
        first.store(1);
        syscall(SYS_futex, &first, FUTEX_CMP_REQUEUE_PRIVATE, 1, 1L, &second, 1);
        if (WakesTheSecond)
            wake(second, 1);
    });
    EXPECT_EQ(done.load(), 2);
}

TEST(Futex, ThreadsMoveToAnotherWord) {
    options how;
    how.self_check = true;
    const result found = explore(move_to_another_word<true>, how);
    EXPECT_TRUE(found.verified()) << testing_support::why_not(found);
    EXPECT_EQ(found.duplicates, 0U);
    expect_failure(failure_kind::deadlock, move_to_another_word<false>);
}

TEST(Futex, WakingPublishesNothing) {
    expect_failure(failure_kind::data_race, [] {
        futex_word word{0};
        int data = 0;
        in_parallel(
            [&] {
                wait(word, 0);
                ++data;
            },
            [&] {
                ++data;
                set_and_wake(word, 1);
            });
    });
}

TEST(Futex, ATimedWaitIsWokenOrTimesOut) {
    // sees the value; is woken; times out before the wake
    options how;
    how.self_check = true;
    const result found = explore(
        [] {
            futex_word word{0};
            in_parallel(
                [&] {
                    const timespec second{1, 0};
                    const long answer = futex(word, FUTEX_WAIT, 0, &second);
                    observe(answer == 0 ? "woken" : errno == EAGAIN ? "unequal" : "timed out");
                },
                [&] { set_and_wake(word, 1); });
        },
        how);
    EXPECT_TRUE(found.verified()) << testing_support::why_not(found);
    EXPECT_EQ(found.duplicates, 0U);
    EXPECT_EQ(found.blocked, 0U);
    const std::map<std::string, std::uint64_t> expected{{"woken", 1}, {"unequal", 1}, {"timed out", 1}};
    EXPECT_EQ(found.observations, expected);
}

TEST(Futex, ATimeoutBreaksADeadlock) {
    expect_exactly(1, [] {
        futex_word word{0};
        const timespec second{1, 0};
        EXPECT_EQ(futex(word, FUTEX_WAIT, 0, &second), -1);
        EXPECT_EQ(errno, ETIMEDOUT);
    });
}

} // namespace
