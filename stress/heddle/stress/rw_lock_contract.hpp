// What every readers-writer lock owes its users, under stress: a writer alone, readers that see whole changes, nothing
// lost, on any number of threads.
#pragma once

#include <mutex>
#include <shared_mutex>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/stress/scenario.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/rw_lock.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// Each actor reads and writes in random order; the invariant between the data must hold at each entry.
template <class Lock>
class rw_lock_round : public round {
public:
    rw_lock_round(int threads, support::random_source& random)
        : reads_per_write_(1 + random.below(8)), writes_(static_cast<std::size_t>(threads)) {}

    std::uint64_t play(int me, perturbation& shaken) override {
        for (int i = 0; i < visits; ++i) {
            if (shaken.random().one_in(reads_per_write_)) {
                write(shaken);
                ++writes_[static_cast<std::size_t>(me)];
            } else {
                read(shaken);
            }
            shaken.shake();
        }
        return visits;
    }

    void judge() override {
        int expected = 0;
        for (const int one : writes_)
            expected += one;
        support::ensure_equal(first_, expected, "every change made by a writer is kept");
        support::ensure_equal(second_, expected, "every change made by a writer is kept");
    }

private:
    static constexpr int visits = 200; // an actor and round

    void write(perturbation& shaken) {
        support::at("locking to write");
        const std::lock_guard hold(lock_); // lets go if a promise is broken, so that the others can end
        support::ensure(first_ == second_, "a writer is alone inside");
        ++first_;
        shaken.shake();
        ++second_;
    }

    void read(perturbation& shaken) {
        support::at("locking to read");
        const std::shared_lock hold(lock_);
        const int before = first_;
        support::ensure(second_ == before, "a reader sees whole changes");
        shaken.shake();
        support::ensure(first_ == before && second_ == before, "nothing changes while it is read");
    }

    std::uint64_t reads_per_write_;
    std::vector<int> writes_; // of each actor
    Lock lock_;
    int first_ = 0;  // changed before second_ in each critical section
    int second_ = 0; // equal to first_ outside critical sections
};

template <class Lock>
class rw_lock_contract : public testing::Test, support::fits_rw_lock<Lock> {};

TYPED_TEST_SUITE_P(rw_lock_contract);

TYPED_TEST_P(rw_lock_contract, KeepsWritersAloneAndLosesNothing) {
    run_rounds([](int threads, support::random_source& random) {
        return std::make_unique<rw_lock_round<TypeParam>>(threads, random);
    });
}

REGISTER_TYPED_TEST_SUITE_P(rw_lock_contract, KeepsWritersAloneAndLosesNothing);

} // namespace heddle::stress
