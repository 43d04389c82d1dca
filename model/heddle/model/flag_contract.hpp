// What every flag owes its users, in every execution that the memory model allows: who sees it set sees what was done
// before, and goes on seeing it set; who waits for it is woken; it may be set by many.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/fits/flag.hpp>

namespace heddle::model {

/// One thread sets the flag when its data are written, the others do what the program says.
template <class Flag>
class flag_and_data {
public:
    static std::vector<std::string> words() {
        if constexpr (requires(Flag & flag) { flag.wait(); })
            return {"is_set", "wait"};
        else
            return {"is_set"};
    }

    void publish() {
        data_ = 1;
        flag_.set();
    }

    void look(int call, bool& seen) {
        bool now = true;
        if constexpr (requires(Flag & flag) { flag.wait(); }) {
            if (call == 1)
                flag_.wait();
            else
                now = flag_.is_set();
        } else {
            now = flag_.is_set();
        }
        if (now) {
            EXPECT_EQ(data_, 1) << "what was done before set() is seen by who sees the flag";
        }
        EXPECT_TRUE(now || !seen) << "a flag that was seen set stays set";
        seen = seen || now;
    }

    void judge() { EXPECT_TRUE(flag_.is_set()) << "a flag that was set stays set"; }

private:
    Flag flag_;
    int data_ = 0;
};

/// The program's threads look; one more sets the flag.
template <class Flag>
void run_flag_program(const thread_calls& program) {
    flag_and_data<Flag> shared;
    on_model_threads(program.size() + 1, [&](std::size_t me) {
        if (me == program.size())
            return shared.publish();
        bool seen = false;
        for (const int call : program[me])
            shared.look(call, seen);
    });
    shared.judge();
}

template <class Flag>
void run_setting_program(const thread_calls& program) {
    Flag flag;
    on_model_threads(program.size(), [&](std::size_t me) {
        for (std::size_t i = 0; i < program[me].size(); ++i)
            flag.set();
        EXPECT_TRUE(flag.is_set()) << "who has set a flag sees it set";
    });
}

template <class Flag>
class flag_contract : public testing::Test, support::fits_flag<Flag> {};

TYPED_TEST_SUITE_P(flag_contract);

TYPED_TEST_P(flag_contract, PublishesWhatWasDoneBeforeAndWakesAll) {
    growth_limits limits;
    limits.least = {1, 1};
    limits.calls_without_time = 2;
    check_growing(all_programs(flag_and_data<TypeParam>::words(), run_flag_program<TypeParam>), limits);
}

TYPED_TEST_P(flag_contract, MayBeSetByMany) {
    growth_limits limits;
    limits.calls_without_time = 2;
    check_growing(all_programs({"set"}, run_setting_program<TypeParam>), limits);
}

REGISTER_TYPED_TEST_SUITE_P(flag_contract, PublishesWhatWasDoneBeforeAndWakesAll, MayBeSetByMany);

} // namespace heddle::model
