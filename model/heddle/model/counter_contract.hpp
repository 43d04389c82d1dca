// What every counter owes its users, in every execution that the memory model allows: what each addition returns is
// where its share of the count begins, and the shares lie side by side; a count that was seen does not shrink.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/fits/counter.hpp>

namespace heddle::model {

/// What one thread of a counter's program got: shares of the count, as where they begin and how much they are.
using count_shares = std::vector<std::pair<std::uint64_t, std::uint64_t>>;

template <class Counter>
void count_once(Counter& counter, int call, count_shares& mine, std::uint64_t& seen) {
    std::uint64_t now = 0;
    if (call == 0) {
        now = static_cast<std::uint64_t>(counter.fetch_add(2)) + 2;
        mine.emplace_back(now - 2, 2);
    } else if (call == 1) {
        now = static_cast<std::uint64_t>(++counter);
        mine.emplace_back(now - 1, 1);
    } else {
        now = static_cast<std::uint64_t>(counter.load());
    }
    EXPECT_GE(now, seen) << "a count that was seen does not shrink";
    seen = now;
}

template <class Counter>
void run_counter_program(const thread_calls& program) {
    Counter counter{};
    std::vector<count_shares> shares(program.size());
    on_model_threads(program.size(), [&](std::size_t me) {
        std::uint64_t seen = 0;
        for (const int call : program[me])
            count_once(counter, call, shares[me], seen);
    });
    count_shares all;
    for (const count_shares& one : shares)
        all.insert(all.end(), one.begin(), one.end());
    std::sort(all.begin(), all.end());
    std::uint64_t end = 0;
    for (const auto& [begin, length] : all) {
        EXPECT_EQ(begin, end) << "each number is given once";
        end = begin + length;
    }
    EXPECT_EQ(static_cast<std::uint64_t>(counter.load()), end) << "nothing counted is lost";
}

template <class Counter>
class counter_contract : public testing::Test, support::fits_counter<Counter> {};

TYPED_TEST_SUITE_P(counter_contract);

TYPED_TEST_P(counter_contract, LosesNothingAndGivesEachNumberOnce) {
    check_growing(all_programs({"fetch_add", "increment", "load"}, run_counter_program<TypeParam>));
}

REGISTER_TYPED_TEST_SUITE_P(counter_contract, LosesNothingAndGivesEachNumberOnce);

} // namespace heddle::model
