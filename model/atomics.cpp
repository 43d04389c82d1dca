// Heddle's flag, counter and progress in every execution that the memory model allows; without the waits that sleep.
#include <heddle/atomics.hpp>
#include <heddle/model.hpp>

#include <array>
#include <gtest/gtest.h>

#include "on_threads.hpp"

namespace {

using namespace heddle;
using heddle::model::check;

TEST(Flag, PublishesWhatWasDoneBefore) {
    check([] {
        flag ready;
        int data = 0;
        on_threads<2>([&](std::size_t me) {
            if (me == 0) {
                data = 1;
                ready.set();
            } else if (ready.is_set()) {
                EXPECT_EQ(data, 1);
            }
        });
        EXPECT_TRUE(ready.is_set());
    });
}

TEST(Flag, MayBeSetByTwo) {
    check([] {
        flag ready;
        on_threads<2>([&](std::size_t) { ready.set(); });
        EXPECT_TRUE(ready.is_set());
        ready.wait(); // returns at once
    });
}

template <std::size_t Threads>
void each_number_once() {
    counter numbers;
    std::array<int, Threads> taken{};
    on_threads<Threads>([&](std::size_t) { taken[numbers++] += 1; });
    EXPECT_EQ(numbers.load(), Threads);
}

TEST(Counter, GivesEachNumberOnceToTwo) { check(each_number_once<2>); }
TEST(Counter, GivesEachNumberOnceToThree) { check(each_number_once<3>); }
TEST(Counter, GivesEachNumberOnceToFour) { check(each_number_once<4>); }

TEST(Counter, ShowsWhatWasCountedToWhoWaitsForIt) {
    check([] {
        counter finished;
        std::array<int, 2> parts{};
        std::array<sync::thread, 2> threads;
        for (std::size_t i = 0; i < 2; ++i)
            threads[i] = sync::thread(
                [&](std::size_t me) {
                    parts[me] = 1;
                    ++finished;
                },
                i);
        for (sync::thread& each : threads)
            each.join();
        finished.wait(2); // returns at once
        EXPECT_EQ(parts[0] + parts[1], 2);
    });
}

TEST(Progress, ShowsWhatWasDone) {
    check([] {
        progress work(2);
        std::array<int, 2> parts{};
        on_threads<3>([&](std::size_t me) {
            if (me < 2) {
                parts[me] = 1;
                work.advance(1);
            } else if (work.done() == 2) {
                EXPECT_EQ(parts[0] + parts[1], 2);
            }
        });
        EXPECT_EQ(work.done(), 2U);
    });
}

} // namespace
