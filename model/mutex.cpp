// Heddle's mutex in every execution that the memory model allows: the contract, and what mutex<T> and its condition
// variable promise beyond it.
#include <heddle/condition_variable.hpp>
#include <heddle/model.hpp>
#include <heddle/model/mutex_contract.hpp>
#include <heddle/mutex.hpp>

#include <gtest/gtest.h>

#include "on_threads.hpp"

namespace heddle::model {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, mutex_contract, raw_mutex);
}

namespace {

using namespace heddle;
using heddle::model::check;

void into_inner_sees_everything() {
    mutex<int> shared(0);
    on_threads<2>([&](std::size_t) { *shared.lock() += 1; });
    EXPECT_TRUE(std::move(shared).into_inner() == 2) << "into_inner sees every change";
}

void a_dying_holder_poisons() {
    mutex<int> shared(0);
    on_threads<2>([&](std::size_t me) {
        try {
            auto guard = shared.lock();
            if (me == 0)
                throw 1;
            *guard = 1;
        } catch (const poisoned&) {
            EXPECT_TRUE(me == 1) << "only the other one can find it poisoned";
        } catch (int) {
        }
    });
    EXPECT_TRUE(shared.is_poisoned()) << "a mutex whose holder died says so";
}

// One waits for the other's change.
void wakes_the_waiter() {
    mutex<int> ready(0);
    condition_variable changed;
    on_threads<2>([&](std::size_t me) {
        auto guard = ready.lock();
        if (me == 0) {
            changed.wait(guard, [](int& value) { return value == 1; });
            EXPECT_TRUE(*guard == 1) << "wait returns when its condition holds";
            return;
        }
        *guard = 1;
        changed.notify_one();
    });
}

void gives_up_at_the_deadline() {
    mutex<int> ready(0);
    condition_variable changed;
    on_threads<2>([&](std::size_t me) {
        auto guard = ready.lock();
        if (me == 0) {
            const bool seen = changed.wait_for(guard, std::chrono::seconds(1), [](int& value) { return value == 1; });
            EXPECT_TRUE(seen == (*guard == 1)) << "wait_for says whether the condition holds";
            return;
        }
        *guard = 1;
        changed.notify_one();
    });
}

TEST(Mutex, IntoInnerSeesEverything) { check(into_inner_sees_everything); }
TEST(Mutex, ADyingHolderPoisons) { check(a_dying_holder_poisons); }
TEST(Mutex, NotifyOneWakesTheWaiter) { check(wakes_the_waiter); }
TEST(Mutex, WaitStandsSpuriousWakeups) {
    heddle::model::options how;
    how.spurious_wakeups = true;
    check(wakes_the_waiter, how);
}
TEST(Mutex, WaitGivesUpAtTheDeadline) { check(gives_up_at_the_deadline); }

} // namespace
