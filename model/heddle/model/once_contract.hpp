// What every once owes its users, in every execution that the memory model allows: what is to be done is done once, and
// is seen by all whose call returned; where a failed attempt does not count, another call tries again. What it must
// look like stands in heddle/support/fits/once.hpp.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/fits/once.hpp>

namespace heddle::model {

/// Threads call one once, each so many times; the first `failures` attempts fail.
template <class Once>
void run_once_program(std::size_t threads, int calls, int failures) {
    struct failure {};
    Once once{};
    int attempts = 0;
    int done = 0;
    std::vector<int> failed(threads);
    on_model_threads(threads, [&](std::size_t me) {
        for (int i = 0; i < calls; ++i) {
            try {
                once.call([&] {
                    if (attempts++ < failures)
                        throw failure{};
                    ++done;
                });
                EXPECT_EQ(done, 1) << "what was done once is seen by all whose call returned";
            } catch (const failure&) {
                ++failed[me];
            }
        }
    });
    int all_failed = 0;
    for (const int one : failed)
        all_failed += one;
    EXPECT_EQ(all_failed, failures) << "an attempt that fails is reported to who made it";
    EXPECT_EQ(attempts, failures + 1) << "nobody tries again what has succeeded";
}

template <class T>
class once_contract : public testing::Test, support::fits_once<T> {};

TYPED_TEST_SUITE_P(once_contract);

TYPED_TEST_P(once_contract, RunsOnceAndShowsItToAll) {
    const auto programs = [](program_size size) {
        return std::vector<small_program>{
            {std::to_string(size.threads) + " threads call " + std::to_string(size.operations) + " times",
             [size] { run_once_program<TypeParam>(static_cast<std::size_t>(size.threads), size.operations, 0); }}};
    };
    check_growing(programs, {.least = {2, 2}, .how = {}});
}

TYPED_TEST_P(once_contract, RunsOnceForThree) {
    check_whole("3 threads call", [] { run_once_program<TypeParam>(3, 1, 0); });
}

TYPED_TEST_P(once_contract, TriesAgainAfterAnException) {
    if constexpr (support::retries_after_exceptions<TypeParam>())
        check_whole("2 threads call, the first attempt fails", [] { run_once_program<TypeParam>(2, 1, 1); });
}

REGISTER_TYPED_TEST_SUITE_P(once_contract, RunsOnceAndShowsItToAll, RunsOnceForThree, TriesAgainAfterAnException);

} // namespace heddle::model
