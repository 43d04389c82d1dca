// Heddle's mutex under the mutex contract, and what mutex<T> and its condition variable promise beyond it.
#include <heddle/condition_variable.hpp>
#include <heddle/mutex.hpp>
#include <heddle/properties/mutex_contract.hpp>

#include <memory>
#include <string>

namespace {

using namespace heddle;
using namespace heddle::properties;
using support::ensure_equal;

} // namespace

namespace heddle::properties {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, mutex_contract, raw_mutex);
}

namespace {

static_assert(sizeof(raw_mutex) == 4);
static_assert(sizeof(mutex<std::uint64_t>) <= sizeof(std::uint64_t) + 8);

struct model {
    int value = 0;
    bool poisoned = false;
};

struct subject {
    std::unique_ptr<mutex<int>> now = std::make_unique<mutex<int>>(0);
};

// Runs `use` and says whether it threw `poisoned`.
template <class Use>
bool says_poisoned(Use use) {
    try {
        use();
    } catch (const poisoned&) {
        return true;
    }
    return false;
}

void dies_with_the_guard(mutex<int>& shared, int value) {
    try {
        auto guard = shared.recover();
        *guard = value;
        throw std::runtime_error("dies");
    } catch (const std::runtime_error&) {
    }
}

std::vector<operation<model, subject>> operations() {
    return {
        {"set",
         [](model& expected, subject& actual, int value) {
             const bool refused = says_poisoned([&] { *actual.now->lock() = value; });
             ensure_equal(refused, expected.poisoned, "lock says whether a holder died");
             if (!refused)
                 expected.value = value;
         }},
        {"try_set",
         [](model& expected, subject& actual, int value) {
             const bool refused = says_poisoned([&] { **actual.now->try_lock() = value; });
             ensure_equal(refused, expected.poisoned, "try_lock says whether a holder died");
             if (!refused)
                 expected.value = value;
         }},
        {"read_recovered",
         [](model& expected, subject& actual, int) {
             ensure_equal(*actual.now->recover(), expected.value, "recover gives the data as they were left");
         }},
        {"die",
         [](model& expected, subject& actual, int value) {
             dies_with_the_guard(*actual.now, value);
             expected = {value, true};
         }},
        {"clear_poison",
         [](model& expected, subject& actual, int) {
             actual.now->clear_poison();
             expected.poisoned = false;
         }},
        {"into_inner",
         [](model& expected, subject& actual, int) {
             int value = expected.value;
             const bool refused = says_poisoned([&] { value = std::move(*actual.now).into_inner(); });
             ensure_equal(refused, expected.poisoned, "into_inner says whether a holder died");
             ensure_equal(value, expected.value, "into_inner gives the data");
         }},
        {"is_poisoned",
         [](model& expected, subject& actual, int) {
             ensure_equal(actual.now->is_poisoned(), expected.poisoned, "is_poisoned says whether a holder died");
         }},
    };
}

TEST(Mutex, AgreesWithItsModelThroughDeathAndRecovery) { agrees_with_model(operations()); }

TEST(Mutex, ReportsRelockingByItsOwner) {
    mutex<int> shared(1);
    const auto guard = shared.lock();
    EXPECT_THROW((void)shared.lock(), std::system_error);
    EXPECT_THROW((void)shared.recover(), std::system_error);
    EXPECT_FALSE(shared.try_lock().has_value());
}

TEST(Mutex, ReportsUnlockingByAnotherThread) {
    raw_mutex lock;
    EXPECT_THROW(lock.unlock(), std::system_error);
    lock.lock();
    std::thread([&] { EXPECT_THROW(lock.unlock(), std::system_error); }).join();
    lock.unlock();
}

TEST(Mutex, IsNotPoisonedByAnExceptionThatTheGuardOutlives) {
    mutex<int> shared(1);
    {
        auto guard = shared.lock();
        try {
            throw std::runtime_error("caught within");
        } catch (const std::runtime_error&) {
        }
    }
    EXPECT_FALSE(shared.is_poisoned());
}

TEST(Mutex, IsNotPoisonedByAGuardTakenAndGivenBackDuringUnwinding) {
    mutex<int> shared(1);
    struct user {
        mutex<int>& shared;
        ~user() { *shared.lock() += 1; }
    };
    try {
        const user last{shared};
        throw std::runtime_error("unwinds");
    } catch (const std::runtime_error&) {
    }
    EXPECT_FALSE(shared.is_poisoned());
    EXPECT_EQ(*shared.lock(), 2);
}

TEST(Mutex, MovesTheLockWithItsGuard) {
    mutex<std::string> shared("a");
    {
        auto guard = shared.lock();
        auto moved = std::move(guard);
        moved->append("b");
        EXPECT_FALSE(shared.try_lock().has_value());
    }
    EXPECT_EQ(**shared.try_lock(), "ab");
}

// Producers add tokens, consumers wait for them: every token is taken once, whatever the program.
TEST(ConditionVariable, LosesNoWakeup) {
    const vocabulary words{.names = {"notify_one", "notify_all", "notify_after_unlock"}};
    for_all_programs(words, {.max_threads = 3, .max_calls = 6}, [](const program& threads) {
        int total = 0;
        for (const calls& one : threads)
            total += static_cast<int>(one.size());
        mutex<int> tokens(0);
        condition_variable added;
        const int producers = static_cast<int>(threads.size());
        support::run_actors(producers + 1, [&](int me) {
            if (me == producers) {
                for (int taken = 0; taken < total; ++taken) {
                    support::at("waiting for a token");
                    auto guard = tokens.lock();
                    added.wait(guard, [](int& count) { return count > 0; });
                    --*guard;
                }
                return;
            }
            for (const auto& [which, argument] : threads[static_cast<std::size_t>(me)]) {
                auto guard = std::make_optional(tokens.lock());
                ++**guard;
                if (which == 2)
                    guard.reset();
                which == 1 ? added.notify_all() : added.notify_one();
            }
        });
        ensure_equal(*tokens.lock(), 0, "every token is taken");
    });
}

TEST(ConditionVariable, GivesUpAtItsDeadline) {
    mutex<int> shared(0);
    condition_variable never;
    auto guard = shared.lock();
    EXPECT_FALSE(never.wait_for(guard, std::chrono::milliseconds(2), [](int& value) { return value == 1; }));
    EXPECT_FALSE(shared.try_lock().has_value());
}

} // namespace
