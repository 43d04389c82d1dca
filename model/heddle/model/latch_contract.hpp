// What every latch owes its users, in every execution that the memory model allows: nobody passes before all have
// counted down, and who passes sees what was done before. What it must look like stands in
// heddle/support/fits/latch.hpp.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/fits/latch.hpp>

namespace heddle::model {

/// How a thread uses a latch that counts two for each thread.
enum class latch_call {
    arrive,     // counts down, counts down and waits
    count,      // counts down by 2 and goes
    count_look, // counts down twice and looks whether it may pass
};

/// Each thread writes plain data and uses the latch in its own way; then one more waits.
template <class Latch>
void run_latch_program(const std::vector<latch_call>& program) {
    const std::size_t threads = program.size();
    Latch latch(static_cast<std::ptrdiff_t>(2 * threads));
    std::vector<int> data(threads);
    const auto look_around = [&] {
        for (const int one : data)
            EXPECT_EQ(one, 1) << "who passes a latch sees what was done before each count_down";
    };
    on_model_threads(threads + 1, [&](std::size_t me) {
        if (me == threads) {
            latch.wait();
            return look_around();
        }
        data[me] = 1;
        if (program[me] == latch_call::count)
            return support::count_down_by(latch, 2);
        latch.count_down();
        if (program[me] == latch_call::arrive) {
            support::arrive_at(latch);
            return look_around();
        }
        latch.count_down();
        if constexpr (support::has_try_wait<Latch>) {
            if (latch.try_wait())
                look_around();
        }
    });
    latch.wait(); // stays open
}

template <class T>
class latch_contract : public testing::Test, support::fits_latch<T> {};

TYPED_TEST_SUITE_P(latch_contract);

TYPED_TEST_P(latch_contract, LetsAllPassOnceAllHaveCome) {
    const auto programs = [](program_size size) {
        const std::vector<std::string> names = {"arrive_and_wait", "count_down", "count_down and try_wait"};
        std::vector<small_program> all;
        for (std::size_t how = 0; how < names.size(); ++how) {
            std::vector<latch_call> program(static_cast<std::size_t>(size.threads), latch_call::arrive);
            program.front() = static_cast<latch_call>(how);
            all.push_back({std::to_string(size.threads) + " threads, one with " + names[how] + ", and one that waits",
                           [program] { run_latch_program<TypeParam>(program); }});
        }
        return all;
    };
    check_growing(programs, {.least = {1, 1}, .most = {3, 1}, .how = {}, .calls_without_time = 1});
}

TYPED_TEST_P(latch_contract, LetsTwoPassThatWait) {
    check_whole("2 wait for 1", [] {
        TypeParam latch(1);
        int data = 0;
        on_model_threads(3, [&](std::size_t me) {
            if (me > 0) {
                latch.wait();
                EXPECT_EQ(data, 1) << "who passes a latch sees what was done before each count_down";
                return;
            }
            data = 1;
            latch.count_down();
        });
    });
}

TYPED_TEST_P(latch_contract, CountsWhoComesAtOnce) {
    check_whole("2 count down, 1 waits", [] { run_latch_program<TypeParam>({latch_call::count, latch_call::count}); });
}

REGISTER_TYPED_TEST_SUITE_P(latch_contract, LetsAllPassOnceAllHaveCome, LetsTwoPassThatWait, CountsWhoComesAtOnce);

} // namespace heddle::model
