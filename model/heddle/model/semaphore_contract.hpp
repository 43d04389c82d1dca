// What every semaphore owes its users, in every execution that the memory model allows: with one permit it is a lock
// around plain data, every release lets one in and shows what was done before it, and no permit is lost or made. What
// it must look like stands in heddle/support/fits/semaphore.hpp.
#pragma once

#include <array>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/fits/semaphore.hpp>

namespace heddle::model {

/// Fails unless there are just so many permits; takes them all.
template <class Semaphore>
void expect_permits(Semaphore& semaphore, int permits) {
    for (int i = 0; i < permits; ++i)
        semaphore.acquire(); // else a deadlock
    if constexpr (support::has_try_acquire<Semaphore>) {
        EXPECT_FALSE(semaphore.try_acquire()) << "there are as many permits as were released";
    }
}

/// Takes a permit, or tries to if `only_try`.
template <class Semaphore>
bool acquire(Semaphore& semaphore, [[maybe_unused]] bool only_try) {
    if constexpr (support::has_try_acquire<Semaphore>) {
        if (only_try)
            return semaphore.try_acquire();
    }
    semaphore.acquire();
    return true;
}

/// The only permit guards plain data.
template <class Semaphore>
void run_as_lock(const thread_calls& program) {
    const auto lock = support::make_semaphore<Semaphore>(1);
    int sum = 0;
    std::vector<int> changes(program.size());
    on_model_threads(program.size(), [&](std::size_t me) {
        for (const int call : program[me]) {
            if (!acquire(*lock, call == 1))
                continue;
            ++sum;
            ++changes[me];
            lock->release();
        }
    });
    EXPECT_EQ(sum, std::accumulate(changes.begin(), changes.end(), 0)) << "who holds the only permit is alone";
    expect_permits(*lock, 1);
}

/// As many as there are permits come in and stay, one more does not.
template <class Semaphore>
void come_in_and_stay() {
    const auto places = support::make_semaphore<Semaphore>(2);
    on_model_threads(2, [&](std::size_t) { places->acquire(); });
    expect_permits(*places, 0);
}

/// The first thread lets the others go, all at once if the semaphore can.
template <class Semaphore, std::size_t Waiters>
void let_go() {
    const auto go = support::make_semaphore<Semaphore>(0);
    int data = 0;
    on_model_threads(Waiters + 1, [&](std::size_t me) {
        if (me == 0) {
            data = 1;
            support::release_many(*go, Waiters);
        } else {
            go->acquire();
            EXPECT_EQ(data, 1) << "what was done before release is seen after acquire";
        }
    });
    expect_permits(*go, 0);
}

/// Two give what one needs.
template <class Semaphore>
void gather() {
    const auto given = support::make_semaphore<Semaphore>(0);
    std::array<int, 3> data{};
    on_model_threads(3, [&](std::size_t me) {
        data[me] = 1;
        if (me > 0)
            return given->release();
        given->acquire();
        given->acquire();
        EXPECT_EQ(data[1] + data[2], 2) << "what was done before each release is seen after as many acquires";
    });
}

template <class T>
class semaphore_contract : public testing::Test, support::fits_semaphore<T> {};

TYPED_TEST_SUITE_P(semaphore_contract);

TYPED_TEST_P(semaphore_contract, WithOnePermitIsALock) {
    std::vector<std::string> words = {"acquire"};
    if (support::has_try_acquire<TypeParam>)
        words.emplace_back("try_acquire");
    check_growing(all_programs(words, run_as_lock<TypeParam>), {.how = {}, .calls_without_time = 2});
}

TYPED_TEST_P(semaphore_contract, LetsInAsManyAsThereArePermits) {
    if constexpr (support::most_permits<TypeParam>() >= 2)
        check_whole("2 threads come in with 2 permits and stay", come_in_and_stay<TypeParam>);
}

TYPED_TEST_P(semaphore_contract, LetsWaitersGo) {
    check_whole("1 release for 1", let_go<TypeParam, 1>);
    if constexpr (support::most_permits<TypeParam>() >= 2) {
        check_whole("release(2) for 2", let_go<TypeParam, 2>);
        check_whole("2 releases for 1 that acquires twice", gather<TypeParam>);
    }
}

REGISTER_TYPED_TEST_SUITE_P(semaphore_contract, WithOnePermitIsALock, LetsInAsManyAsThereArePermits, LetsWaitersGo);

} // namespace heddle::model
