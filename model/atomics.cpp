// Heddle's flag, counter and progress in every execution that the memory model allows.
#include <heddle/atomics.hpp>
#include <heddle/model.hpp>
#include <heddle/model/counter_contract.hpp>
#include <heddle/model/flag_contract.hpp>

#include <array>
#include <gtest/gtest.h>

#include "on_threads.hpp"

namespace heddle::model {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, counter_contract, counter);
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, flag_contract, flag);
} // namespace heddle::model

namespace {

using namespace heddle;
using heddle::model::check;

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
