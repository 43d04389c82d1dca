// Heddle's mutex and condition variable under Relacy.
#include <heddle/condition_variable.hpp>
#include <heddle/mutex.hpp>

#include "../on_threads.hpp"
#include "relacy_case.hpp"

namespace {

using namespace heddle;
using relacy::check;

// Plain data under the lock: any two critical sections that are not ordered are a race.
template <std::size_t Threads>
void excludes() {
    mutex<sync::plain<int>> shared(0);
    on_threads<Threads>([&](std::size_t) { *shared.lock() += 1; });
    check(*shared.lock() == int{Threads}, "every change made under the mutex is kept");
}

void try_lock_excludes() {
    mutex<sync::plain<int>> shared(0);
    sync::atomic<int> added{0};
    on_threads<2>([&](std::size_t) {
        if (auto guard = shared.try_lock()) {
            **guard += 1;
            added.fetch_add(1, sync::memory_order_relaxed);
        }
    });
    check(*shared.lock() == added.load(sync::memory_order_relaxed), "try_lock excludes others");
    check(added.load(sync::memory_order_relaxed) > 0, "try_lock takes a free mutex");
}

void into_inner_sees_everything() {
    mutex<sync::plain<int>> shared(0);
    on_threads<2>([&](std::size_t) { *shared.lock() += 1; });
    check(std::move(shared).into_inner() == 2, "into_inner sees every change");
}

void wakes_the_waiter() {
    mutex<sync::plain<int>> ready(0);
    condition_variable changed;
    on_threads<2>([&](std::size_t me) {
        auto guard = ready.lock();
        if (me == 0) {
            changed.wait(guard, [](sync::plain<int>& value) { return value == 1; });
            check(*guard == 1, "wait returns when its condition holds");
            return;
        }
        *guard = 1;
        changed.notify_one();
    });
}

void wakes_all_waiters() {
    mutex<sync::plain<int>> ready(0);
    condition_variable changed;
    on_threads<3>([&](std::size_t me) {
        auto guard = ready.lock();
        if (me < 2) {
            changed.wait(guard, [](sync::plain<int>& value) { return value == 1; });
            check(*guard == 1, "wait returns when its condition holds");
            return;
        }
        *guard = 1;
        changed.notify_all();
    });
}

void gives_up_at_the_deadline() {
    mutex<sync::plain<int>> ready(0);
    condition_variable changed;
    on_threads<2>([&](std::size_t me) {
        auto guard = ready.lock();
        if (me == 0) {
            const bool seen =
                changed.wait_for(guard, std::chrono::seconds(1), [](sync::plain<int>& v) { return v == 1; });
            check(seen == (*guard == 1), "wait_for says whether the condition holds");
            return;
        }
        *guard = 1;
        changed.notify_one();
    });
}

} // namespace

int main(int argc, char** argv) {
    using relacy::one, relacy::search;
    return relacy::run_cases(
        {
            one<&excludes<2>, 2>("ExcludesWithTwoThreads", search::random_and_full),
            one<&excludes<3>, 3>("ExcludesWithThreeThreads"),
            one<&try_lock_excludes, 2>("TryLockExcludes", search::random_and_full),
            one<&into_inner_sees_everything, 2>("IntoInnerSeesEverything", search::random_and_full),
            one<&wakes_the_waiter, 2>("NotifyOneWakesTheWaiter"),
            one<&wakes_all_waiters, 3>("NotifyAllWakesAllWaiters"),
            one<&gives_up_at_the_deadline, 2>("WaitGivesUpAtTheDeadline"),
        },
        argc, argv);
}
