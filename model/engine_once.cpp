// call_once and function-local statics in the engine: initialised once, by whoever comes first, and seen by all.
#include "engine_test_support.hpp"

#include <mutex>
#include <pthread.h>
#include <stdexcept>
#include <thread>

namespace {

using namespace heddle::model;
using heddle::model::testing_support::expect_exactly;
using heddle::model::testing_support::why_not;

TEST(Once, RunsOnceAndTheOthersSeeWhatItDid) {
    expect_exactly(2, [] {
        std::once_flag flag;
        int runs = 0;
        const auto use = [&] {
            std::call_once(flag, [&] { ++runs; });
            EXPECT_EQ(runs, 1);
        };
        std::thread first(use);
        std::thread second(use);
        first.join();
        second.join();
    });
}

TEST(Once, OrdersLateComersOnlyAgainstTheInitialiser) {
    expect_exactly(3, [] {
        pthread_once_t flag = PTHREAD_ONCE_INIT;
        const auto use = [&] { pthread_once(&flag, [] {}); };
        std::thread first(use);
        std::thread second(use);
        std::thread third(use);
        first.join();
        second.join();
        third.join();
    });
}

TEST(Once, AnInitialiserThatThrowsIsTriedAgain) {
    options how;
    how.self_check = true;
    const result found = explore(
        [] {
            std::once_flag flag;
            int attempts = 0;
            const auto use = [&] {
                try {
                    std::call_once(flag, [&] {
                        if (++attempts == 1)
                            throw std::runtime_error("not yet");
                    });
                } catch (const std::runtime_error&) {
                }
            };
            std::thread first(use);
            std::thread second(use);
            first.join();
            second.join();
            EXPECT_EQ(attempts, 2);
        },
        how);
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_EQ(found.executions, 2U);
    EXPECT_EQ(found.duplicates, 0U);
}

struct counted {
    counted() { ++constructed; }
    int value = 7;
    static inline int constructed = 0;
};

int read_the_static() {
    static const counted object;
    return object.value;
}

TEST(Once, FunctionLocalStaticsAreInitialisedAnewInEachExecution) {
    options how;
    how.self_check = true;
    const result found = explore(
        [] {
            std::thread first([] { EXPECT_EQ(read_the_static(), 7); });
            std::thread second([] { EXPECT_EQ(read_the_static(), 7); });
            first.join();
            second.join();
            EXPECT_EQ(counted::constructed, 1);
        },
        how);
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_GE(found.executions, 2U);
    EXPECT_EQ(found.blocked, 0U);
    EXPECT_EQ(found.duplicates, 0U);
    EXPECT_EQ(counted::constructed, 0);
}

} // namespace
