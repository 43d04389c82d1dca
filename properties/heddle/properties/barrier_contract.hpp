// What every barrier owes its users, as properties: generated programs in which threads walk in step, each in its own
// way, some of which drop out early. (An arrival that waits happens at two points in time, so there is no specification
// by which such programs could be linearized.) What it must look like stands in heddle/support/fits/barrier.hpp.
#pragma once

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/properties/programs.hpp>
#include <heddle/support/actors.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/barrier.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::properties {

/// Runs one program: each call is a phase. A thread with fewer calls than others drops out, or if the barrier knows no
/// dropping out, its calls are those of all.
template <class Barrier>
class barrier_walk {
public:
    explicit barrier_walk(const program& threads) : threads_(threads), notes_(threads.size()) {
        std::size_t shortest = threads[0].size();
        for (const calls& one : threads)
            shortest = std::min(shortest, one.size());
        for (std::size_t me = 0; me < threads.size(); ++me) {
            phases_.push_back(support::has_arrive_and_drop<Barrier> ? threads[me].size() : shortest);
            notes_[me].resize(phases_[me]);
        }
    }

    void run() {
        std::vector<const char*> broken(threads_.size()); // a thread that left would keep the others waiting
        support::run_actors(static_cast<int>(threads_.size()),
                            [&](int me) { broken[static_cast<std::size_t>(me)] = walk(static_cast<std::size_t>(me)); });
        for (const char* const promise : broken)
            support::ensure(!promise, promise);
    }

private:
    // What promise was broken, or nothing.
    const char* walk(std::size_t me) {
        const char* broken = nullptr;
        for (std::size_t phase = 0; phase < phases_[me]; ++phase) {
            notes_[me][phase] = 1;
            support::at("waiting at a barrier");
            support::pass(*barrier_, threads_[me][phase].operation == 1);
            for (std::size_t other = 0; other < notes_.size(); ++other) {
                if (phase < phases_[other] && notes_[other][phase] != 1)
                    broken = "who passes a barrier sees what was done before each arrival";
            }
            if (support::has_completion<Barrier> && completed_ != static_cast<int>(phase) + 1)
                broken = "each phase is completed once, before anybody passes";
        }
        if constexpr (support::has_arrive_and_drop<Barrier>)
            barrier_->arrive_and_drop();
        return broken;
    }

    const program& threads_;
    int completed_ = 0; // phases, counted by the barrier's completion function
    std::unique_ptr<Barrier> barrier_ =
        support::make_barrier<Barrier>(static_cast<std::ptrdiff_t>(threads_.size()), completed_);
    std::vector<std::size_t> phases_;     // by thread
    std::vector<std::vector<int>> notes_; // by thread and phase
};

template <class T>
class barrier_contract : public testing::Test, support::fits_barrier<T> {};

TYPED_TEST_SUITE_P(barrier_contract);

TYPED_TEST_P(barrier_contract, LetsAllPassTogether) {
    const vocabulary words{.names = {"arrive_and_wait", "arrive, wait"}};
    for_all_programs(words, {.max_calls = 6}, [](const program& threads) { barrier_walk<TypeParam>(threads).run(); });
}

REGISTER_TYPED_TEST_SUITE_P(barrier_contract, LetsAllPassTogether);

} // namespace heddle::properties
