// What every kind of thread owes its users, under stress: each runs once, join() waits for it, and what it did is
// visible afterwards.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/stress/scenario.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/thread.hpp>
#include <heddle/support/lives.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// Each actor starts threads that change plain variables of its own, and joins them in any order.
template <class Thread>
class thread_round : public round {
public:
    using result = decltype(std::declval<Thread&>().join());

    std::uint64_t play(int me, perturbation& shaken) override {
        std::vector<int> notes(children);
        std::vector<Thread> started;
        for (int& note : notes) {
            started.emplace_back(&work, note_to{&note}, support::counted(lives_, me), std::make_unique<int>(1));
            shaken.shake();
            if (shaken.random().one_in(2))
                join_last(started);
        }
        while (!started.empty()) {
            std::swap(started[shaken.random().below(started.size())], started.back());
            join_last(started);
        }
        for (const int note : notes)
            support::ensure_equal(note, me + 1, "every thread runs once, and what it did is visible after join");
        return children;
    }

    void judge() override { lives_.ensure_all_dead(); }

private:
    static constexpr int children = 6; // an actor and round

    struct note_to {
        int* where;
    };

    static result work(note_to note, support::counted first, std::unique_ptr<int> second) {
        *note.where += first.value() + *second;
        if constexpr (!std::is_void_v<result>)
            return *note.where;
    }

    static void join_last(std::vector<Thread>& started) {
        support::at("joining");
        (void)started.back().join();
        started.pop_back();
    }

    support::life_register lives_;
};

template <class Thread>
class thread_contract : public testing::Test, support::fits_thread<Thread> {};

TYPED_TEST_SUITE_P(thread_contract);

TYPED_TEST_P(thread_contract, BringsHomeWhatEveryThreadDid) {
    run_rounds([](int, support::random_source&) { return std::make_unique<thread_round<TypeParam>>(); });
}

REGISTER_TYPED_TEST_SUITE_P(thread_contract, BringsHomeWhatEveryThreadDid);

} // namespace heddle::stress
