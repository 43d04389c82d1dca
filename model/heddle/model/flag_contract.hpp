// What every flag owes its users, in every execution that the memory model allows: who sees it set sees what was done
// before, it stays set, and all who wait for it are woken. What it must look like stands in
// heddle/support/fits/flag.hpp.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/fits/flag.hpp>

namespace heddle::model {

/// Plain data is written before the flag is set; each thread of the program looks (0) at the flag or waits (1) for it.
template <class Flag>
void run_flag_program(const thread_calls& program) {
    Flag flag;
    int data = 0;
    EXPECT_FALSE(flag.is_set()) << "a flag that nobody has set is not set";
    on_model_threads(program.size() + 1, [&](std::size_t me) {
        if (me == program.size()) {
            data = 1;
            return flag.set();
        }
        bool seen = false;
        for (const int call : program[me]) {
            if constexpr (support::flag_has_wait<Flag>) {
                if (call == 1)
                    flag.wait();
            }
            const bool now = flag.is_set();
            EXPECT_TRUE(now || !(seen || call == 1)) << "a flag that was set stays set";
            seen = now;
            if (seen) {
                EXPECT_EQ(data, 1) << "what was done before set() is seen by who sees the flag";
            }
        }
    });
    EXPECT_TRUE(flag.is_set()) << "a flag that was set stays set";
}

template <class T>
class flag_contract : public testing::Test, support::fits_flag<T> {};

TYPED_TEST_SUITE_P(flag_contract);

TYPED_TEST_P(flag_contract, PublishesWhatWasDoneBeforeAndWakesAll) {
    std::vector<std::string> words = {"is_set"};
    if (support::flag_has_wait<TypeParam>)
        words.emplace_back("wait");
    check_growing(all_programs(words, run_flag_program<TypeParam>), {.how = {}, .calls_without_time = 2});
}

TYPED_TEST_P(flag_contract, MayBeSetByTwo) {
    check_whole("2 threads set it", [] {
        TypeParam flag;
        on_model_threads(2, [&](std::size_t) { flag.set(); });
        EXPECT_TRUE(flag.is_set()) << "a flag that was set stays set";
    });
}

REGISTER_TYPED_TEST_SUITE_P(flag_contract, PublishesWhatWasDoneBeforeAndWakesAll, MayBeSetByTwo);

} // namespace heddle::model
