// What every mutex owes its users, in every execution that the memory model allows: all programs of a size, in which
// threads take the lock, change plain data, and give it back. Two critical sections that are not ordered are a data
// race.
#pragma once

#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/fits/mutex.hpp>

namespace heddle::model {

/// A mutex, the data it guards, and the changes that were made.
template <class Mutex>
class guarded_sum {
public:
    /// Takes the lock, or tries to, and changes the data. Returns the changes made.
    int visit(bool only_try) {
        if constexpr (support::has_try_lock<Mutex>) {
            if (only_try && !mutex_.try_lock())
                return 0;
            if (!only_try)
                mutex_.lock();
        } else {
            mutex_.lock();
        }
        ++sum_;
        mutex_.unlock();
        return 1;
    }

    /// To be called when all visitors are gone.
    void judge(int changes) {
        mutex_.lock();
        EXPECT_EQ(sum_, changes) << "every change made under the mutex is kept";
        mutex_.unlock();
        if constexpr (support::has_try_lock<Mutex>) {
            EXPECT_TRUE(mutex_.try_lock()) << "try_lock takes a free mutex";
            mutex_.unlock();
        }
    }

private:
    Mutex mutex_;
    int sum_ = 0;
};

template <class Mutex>
void run_mutex_program(const thread_calls& program) {
    guarded_sum<Mutex> shared;
    std::vector<int> changes(program.size());
    on_model_threads(program.size(), [&](std::size_t me) {
        for (const int call : program[me])
            changes[me] += shared.visit(call == 1);
    });
    shared.judge(std::accumulate(changes.begin(), changes.end(), 0));
}

template <class Mutex>
class mutex_contract : public testing::Test, support::fits_mutex<Mutex> {};

TYPED_TEST_SUITE_P(mutex_contract);

TYPED_TEST_P(mutex_contract, ExcludesOthersAndLosesNothing) {
    std::vector<std::string> words = {"lock"};
    if constexpr (support::has_try_lock<TypeParam>)
        words.push_back("try_lock");
    check_growing(all_programs(words, run_mutex_program<TypeParam>));
}

REGISTER_TYPED_TEST_SUITE_P(mutex_contract, ExcludesOthersAndLosesNothing);

} // namespace heddle::model
