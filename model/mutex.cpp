// Heddle's mutex and condition variable in every execution that the memory model allows.
#include <heddle/condition_variable.hpp>
#include <heddle/model.hpp>
#include <heddle/mutex.hpp>

#include <gtest/gtest.h>

#include "on_threads.hpp"

namespace {

using namespace heddle;
using heddle::model::check;

// Plain data under the lock: any two critical sections that are not ordered are a race.
template <std::size_t Threads>
void excludes() {
    mutex<int> shared(0);
    on_threads<Threads>([&](std::size_t) { *shared.lock() += 1; });
    EXPECT_TRUE(*shared.lock() == static_cast<int>(Threads)) << "every change made under the mutex is kept";
}

template <std::size_t Threads>
void try_lock_excludes() {
    mutex<int> shared(0);
    sync::atomic<int> added{0};
    on_threads<Threads>([&](std::size_t) {
        if (auto guard = shared.try_lock()) {
            **guard += 1;
            added.fetch_add(1, sync::memory_order_relaxed);
        }
    });
    const int kept = added.load(sync::memory_order_relaxed);
    EXPECT_TRUE(*shared.lock() == kept) << "try_lock excludes others";
    EXPECT_TRUE(kept > 0) << "try_lock takes a free mutex";
}

void try_lock_excludes_lock() {
    mutex<int> shared(0);
    on_threads<2>([&](std::size_t me) {
        if (me == 0)
            *shared.lock() += 1;
        else if (auto guard = shared.try_lock())
            **guard += 1;
    });
    EXPECT_TRUE(*shared.lock() > 0) << "what a holder did is kept";
}

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

TEST(Mutex, ExcludesWithTwoThreads) { check(excludes<2>); }
TEST(Mutex, ExcludesWithThreeThreads) { check(excludes<3>); }
TEST(Mutex, TryLockExcludesWithTwoThreads) { check(try_lock_excludes<2>); }
TEST(Mutex, TryLockExcludesWithThreeThreads) { check(try_lock_excludes<3>); }
TEST(Mutex, TryLockExcludesLock) { check(try_lock_excludes_lock); }
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
