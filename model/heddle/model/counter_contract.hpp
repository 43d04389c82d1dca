// What every counter owes its users, in every execution that the memory model allows: no number is given twice, none is
// left out, and nobody sees the count go down. What it must look like stands in heddle/support/fits/counter.hpp.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/fits/counter.hpp>

namespace heddle::model {

/// Runs one program; a call is the number of one of the words below.
template <class Counter>
void run_counter_program(const thread_calls& program) {
    Counter counter{};
    std::vector<std::vector<std::uint64_t>> given(program.size());
    on_model_threads(program.size(), [&](std::size_t me) {
        std::uint64_t seen = 0;
        for (const int call : program[me]) {
            const auto now = static_cast<std::uint64_t>(call == 0   ? counter.fetch_add(1)
                                                        : call == 1 ? ++counter - 1
                                                                    : counter.load());
            EXPECT_GE(now, seen) << "the count never goes down";
            seen = now;
            if (call != 2)
                given[me].push_back(now);
        }
    });
    std::vector<std::uint64_t> all;
    for (const auto& one : given)
        all.insert(all.end(), one.begin(), one.end());
    std::sort(all.begin(), all.end());
    for (std::size_t i = 0; i < all.size(); ++i)
        EXPECT_EQ(all[i], i) << "each number is given once";
    EXPECT_EQ(static_cast<std::uint64_t>(counter.load()), all.size()) << "nothing that was counted is lost";
}

template <class T>
class counter_contract : public testing::Test, support::fits_counter<T> {};

TYPED_TEST_SUITE_P(counter_contract);

TYPED_TEST_P(counter_contract, GivesEachNumberOnce) {
    check_growing(all_programs({"fetch_add", "++", "load"}, run_counter_program<TypeParam>),
                  {.least = {2, 2}, .how = {}});
}

REGISTER_TYPED_TEST_SUITE_P(counter_contract, GivesEachNumberOnce);

} // namespace heddle::model
