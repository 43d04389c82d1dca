// What every readers-writer lock owes its users, in every execution that the memory model allows: all programs of a
// size, in which threads read and write plain data under the lock. Accesses that are not ordered are a data race.
#pragma once

#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/fits/rw_lock.hpp>

namespace heddle::model {

/// A lock and the data it guards.
template <class Lock>
class guarded_value {
public:
    enum call : int { write, read, try_write, try_read };

    static std::vector<std::string> words() {
        std::vector<std::string> all = {"write", "read"};
        if constexpr (support::has_try_lock<Lock> && support::has_try_lock_shared<Lock>)
            all.insert(all.end(), {"try_write", "try_read"});
        return all;
    }

    /// Does it; returns the changes made.
    int visit(int what) {
        if (!enter(what))
            return 0;
        if (what == write || what == try_write) {
            ++value_;
            lock_.unlock();
            return 1;
        }
        const int before = value_;
        EXPECT_EQ(value_, before) << "nothing changes while it is read";
        lock_.unlock_shared();
        return 0;
    }

    /// To be called when all visitors are gone.
    void judge(int changes) {
        lock_.lock_shared();
        EXPECT_EQ(value_, changes) << "every change made by a writer is kept";
        lock_.unlock_shared();
    }

private:
    bool enter(int what) {
        if constexpr (support::has_try_lock<Lock> && support::has_try_lock_shared<Lock>) {
            if (what == try_write)
                return lock_.try_lock();
            if (what == try_read)
                return lock_.try_lock_shared();
        }
        if (what == write)
            lock_.lock();
        else
            lock_.lock_shared();
        return true;
    }

    Lock lock_;
    int value_ = 0;
};

template <class Lock>
void run_rw_lock_program(const thread_calls& program) {
    guarded_value<Lock> shared;
    std::vector<int> changes(program.size());
    on_model_threads(program.size(), [&](std::size_t me) {
        for (const int call : program[me])
            changes[me] += shared.visit(call);
    });
    shared.judge(std::accumulate(changes.begin(), changes.end(), 0));
}

template <class Lock>
class rw_lock_contract : public testing::Test, support::fits_rw_lock<Lock> {};

TYPED_TEST_SUITE_P(rw_lock_contract);

TYPED_TEST_P(rw_lock_contract, KeepsWritersAloneAndLosesNothing) {
    growth_limits limits;
    limits.calls_without_time = 2;
    check_growing(all_programs(guarded_value<TypeParam>::words(), run_rw_lock_program<TypeParam>), limits);
}

REGISTER_TYPED_TEST_SUITE_P(rw_lock_contract, KeepsWritersAloneAndLosesNothing);

} // namespace heddle::model
