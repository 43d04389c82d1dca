// What every barrier owes its users, in every execution that the memory model allows: in each phase nobody passes
// before all have arrived, everybody passes then and sees what was done before; who drops out is not waited for. What
// it must look like stands in heddle/support/fits/barrier.hpp.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/fits/barrier.hpp>

namespace heddle::model {

struct barrier_walk {
    std::size_t threads;
    int phases;
    bool apart = false;     // arrive() and wait() instead of one call
    bool one_drops = false; // the last thread, in the first phase
};

/// The threads walk in step; in each phase each writes a number of its own and reads those of the others.
template <class Barrier>
void run_barrier_walk(const barrier_walk& walk) {
    int completed = 0;
    const auto barrier = support::make_barrier<Barrier>(static_cast<std::ptrdiff_t>(walk.threads), completed);
    std::vector<std::vector<int>> notes(static_cast<std::size_t>(walk.phases), std::vector<int>(walk.threads));
    on_model_threads(walk.threads, [&](std::size_t me) {
        for (int phase = 0; phase < walk.phases; ++phase) {
            std::vector<int>& now = notes[static_cast<std::size_t>(phase)];
            now[me] = 1;
            if constexpr (support::has_arrive_and_drop<Barrier>) {
                if (walk.one_drops && me + 1 == walk.threads)
                    return barrier->arrive_and_drop();
            }
            support::pass(*barrier, walk.apart);
            for (std::size_t other = 0; other + (walk.one_drops && phase > 0) < walk.threads; ++other)
                EXPECT_EQ(now[other], 1) << "who passes a barrier sees what was done before each arrival";
            if constexpr (support::has_completion<Barrier>) {
                EXPECT_EQ(completed, phase + 1) << "each phase is completed once, before anybody passes";
            }
        }
    });
}

template <class T>
class barrier_contract : public testing::Test, support::fits_barrier<T> {};

TYPED_TEST_SUITE_P(barrier_contract);

TYPED_TEST_P(barrier_contract, LetsAllPassTogether) {
    const auto programs = [](program_size size) {
        const barrier_walk walk{.threads = static_cast<std::size_t>(size.threads), .phases = size.operations};
        return std::vector<small_program>{
            {std::to_string(size.threads) + " threads walk " + std::to_string(size.operations) + " phases in step",
             [walk] { run_barrier_walk<TypeParam>(walk); }}};
    };
    check_growing(programs, {.least = {2, 2}, .most = {3, 3}, .how = {}});
}

TYPED_TEST_P(barrier_contract, LetsThreePassTogether) {
    check_whole("3 threads walk 1 phase in step", [] { run_barrier_walk<TypeParam>({.threads = 3, .phases = 1}); });
}

TYPED_TEST_P(barrier_contract, LetsWhoArrivesWaitLater) {
    if constexpr (support::has_arrive<TypeParam>)
        check_whole("2 threads arrive and wait apart, 1 phase",
                    [] { run_barrier_walk<TypeParam>({.threads = 2, .phases = 1, .apart = true}); });
}

TYPED_TEST_P(barrier_contract, DoesNotWaitForWhoDropsOut) {
    if constexpr (support::has_arrive_and_drop<TypeParam>)
        check_whole("2 threads, of which one drops out, 2 phases",
                    [] { run_barrier_walk<TypeParam>({.threads = 2, .phases = 2, .one_drops = true}); });
}

REGISTER_TYPED_TEST_SUITE_P(barrier_contract, LetsAllPassTogether, LetsThreePassTogether, LetsWhoArrivesWaitLater,
                            DoesNotWaitForWhoDropsOut);

} // namespace heddle::model
