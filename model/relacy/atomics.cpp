// Heddle's flag, counter and progress under Relacy.
#include <heddle/atomics.hpp>

#include <array>

#include "../on_threads.hpp"
#include "relacy_case.hpp"

namespace {

using namespace heddle;
using relacy::check;

void flag_publishes() {
    flag ready;
    sync::plain<int> data(0);
    on_threads<2>([&](std::size_t me) {
        if (me == 0) {
            data = 1;
            ready.set();
        } else if (ready.is_set()) {
            check(data == 1, "what was done before set() is seen by who sees the flag");
        }
    });
}

template <std::size_t Waiters>
void flag_wakes() {
    flag ready;
    sync::plain<int> data(0);
    on_threads<Waiters + 1>([&](std::size_t me) {
        if (me == 0) {
            data = 1;
            ready.set();
        } else {
            ready.wait();
            check(data == 1, "what was done before set() is seen by who has waited");
        }
    });
}

void flag_set_by_two() {
    flag ready;
    on_threads<3>([&](std::size_t me) {
        if (me < 2)
            ready.set();
        else
            ready.wait();
    });
    check(ready.is_set(), "a flag that was set stays set");
}

void flag_gives_up() {
    flag ready;
    sync::plain<int> data(0);
    on_threads<2>([&](std::size_t me) {
        if (me == 0) {
            data = 1;
            ready.set();
        } else if (ready.wait_for(std::chrono::seconds(1))) {
            check(data == 1, "what was done before set() is seen by who has waited");
        }
    });
}

template <std::size_t Threads>
void counter_gives_each_number_once() {
    counter numbers;
    std::array<sync::plain<int>, Threads> taken;
    on_threads<Threads>([&](std::size_t) { taken[numbers++] += 1; });
    check(numbers.load() == Threads, "nothing counted is lost");
}

// The waiter sees what every one of the counting threads did.
template <std::size_t Threads>
void counter_wakes_at_its_number() {
    counter finished;
    std::array<sync::plain<int>, Threads> parts;
    on_threads<Threads + 1>([&](std::size_t me) {
        if (me < Threads) {
            parts[me] = 1;
            ++finished;
            return;
        }
        finished.wait(Threads);
        for (sync::plain<int>& one : parts)
            check(one == 1, "what was counted is seen by who has waited");
    });
}

// Who waits for less must be woken although another waits for more, and the other still later.
void counter_wakes_each_at_its_number() {
    counter finished;
    on_threads<3>([&](std::size_t me) {
        if (me == 0) {
            ++finished;
            finished.fetch_add(1);
        } else {
            finished.wait(me);
        }
    });
}

// Who waits for less must be woken although another waits for more, in vain.
void counter_wakes_the_nearest() {
    counter finished;
    on_threads<3>([&](std::size_t me) {
        if (me == 0)
            ++finished;
        else if (me == 1)
            finished.wait(1);
        else
            check(!finished.wait_until(2, sync::clock::now() + std::chrono::seconds(1)), "nobody counted to two");
    });
}

void counter_gives_up() {
    counter finished;
    sync::plain<int> data(0);
    on_threads<2>([&](std::size_t me) {
        if (me == 0) {
            data = 1;
            ++finished;
        } else if (finished.wait_until(1, sync::clock::now() + std::chrono::seconds(1))) {
            check(data == 1, "what was counted is seen by who has waited");
        }
    });
}

// A reader follows two writers' steps by looking, then waits for the rest.
void progress_publishes() {
    progress steps(2);
    std::array<sync::plain<int>, 2> parts;
    on_threads<2>([&](std::size_t me) {
        if (me == 0) {
            parts[0] = 1;
            steps.advance();
            parts[1] = 1;
            steps.advance();
            return;
        }
        for (std::size_t i = 0; i < steps.done(); ++i)
            check(parts[i] == 1, "what a step did is seen by who sees it done");
    });
    check(steps.fraction() == 1.0, "all steps are done");
}

void progress_wakes_the_waiter() {
    progress steps(2);
    on_threads<3>([&](std::size_t me) {
        if (me == 2)
            steps.wait();
        else
            steps.advance();
    });
}

} // namespace

int main(int argc, char** argv) {
    using relacy::one, relacy::search;
    return relacy::run_cases(
        {
            one<&flag_publishes, 2>("FlagPublishes", search::random_and_full),
            one<&flag_wakes<1>, 2>("FlagWakesTheWaiter", search::random_and_full),
            one<&flag_wakes<2>, 3>("FlagWakesBothWaiters"),
            one<&flag_set_by_two, 3>("FlagSetByTwo"),
            one<&flag_gives_up, 2>("FlagGivesUpAtTheDeadline"),
            one<&counter_gives_each_number_once<2>, 2>("CounterGivesEachNumberOnceToTwo", search::random_and_full),
            one<&counter_gives_each_number_once<3>, 3>("CounterGivesEachNumberOnceToThree"),
            one<&counter_wakes_at_its_number<1>, 2>("CounterWakesAtOne"),
            one<&counter_wakes_at_its_number<2>, 3>("CounterWakesAtTwo"),
            one<&counter_wakes_each_at_its_number, 3>("CounterWakesEachAtItsNumber"),
            one<&counter_wakes_the_nearest, 3>("CounterWakesTheNearest"),
            one<&counter_gives_up, 2>("CounterGivesUpAtTheDeadline"),
            one<&progress_publishes, 2>("ProgressPublishes", search::random_and_full),
            one<&progress_wakes_the_waiter, 3>("ProgressWakesTheWaiter"),
        },
        argc, argv);
}
