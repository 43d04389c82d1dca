// call_once and function-local statics in the engine: initialised once, by whoever comes first, and seen by all.
#include "engine_test_support.hpp"

#include <array>
#include <cstddef>
#include <locale>
#include <mutex>
#include <new>
#include <pthread.h>
#include <sstream>
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

// Another flag in the same place has a history of its own.
TEST(Once, AFlagWhereAnotherHasBeenIsFresh) {
    expect_exactly(1, [] {
        alignas(std::once_flag) std::array<std::byte, sizeof(std::once_flag)> storage;
        int runs = 0;
        for (int lives = 0; lives < 3; ++lives) {
            auto* const flag = new (storage.data()) std::once_flag;
            std::call_once(*flag, [&] { ++runs; });
            std::call_once(*flag, [&] { ++runs; });
        }
        EXPECT_EQ(runs, 3);
    });
}

// The library's own flags and guards (here of its classic locale, and of the mutex for caches of others) are no steps
// of the program.
TEST(Once, TheLibrarysOwnInitialisationIsNoPartOfTheProgram) {
    expect_exactly(1, [] {
        const auto format = [] {
            std::ostringstream text;
            text << 42 << ' ' << 1.5;
            EXPECT_EQ(text.str(), "42 1.5");
        };
        std::thread first(format);
        std::thread second(format);
        first.join();
        second.join();
    });
}

struct yes_or_no : std::numpunct<char> {
    std::string do_truename() const override { return "yes"; }
};

// Two orders of the library's mutex, around which its guard adds none.
TEST(Once, AGuardOfTheLibraryIsPassedInEveryExecution) {
    expect_exactly(2, [] {
        const auto format = [] {
            std::ostringstream text;
            text.imbue(std::locale(std::locale::classic(), new yes_or_no));
            text << std::boolalpha << true << ' ' << 1.5;
            EXPECT_EQ(text.str(), "yes 1.5");
        };
        std::thread first(format);
        std::thread second(format);
        first.join();
        second.join();
    });
}

} // namespace
