// What every kind of thread owes its users, in every execution that the memory model allows: each runs once, join()
// waits for it, whoever joins, and what it did is visible afterwards.
#pragma once

#include <cstddef>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/fits/thread.hpp>

namespace heddle::model {

/// Where a thread shows what it did: a plain variable of its parent. The class is opaque on purpose.
struct thread_note {
    int* where;
};

template <class Thread>
auto write_note(thread_note note, int amount) -> decltype(std::declval<Thread&>().join()) {
    *note.where += amount;
    if constexpr (!std::is_void_v<decltype(std::declval<Thread&>().join())>)
        return *note.where;
}

/// Starts a thread for each of the program's; each is joined by its parent or handed over to another thread that joins
/// it.
template <class Thread>
void run_thread_program(const thread_calls& program) {
    std::vector<int> notes(program.size());
    std::vector<Thread> started;
    started.reserve(program.size());
    for (int& note : notes)
        started.emplace_back(&write_note<Thread>, thread_note{&note}, 1);
    for (std::size_t i = 0; i < program.size(); ++i) {
        if (program[i].front() == 0)
            (void)started[i].join();
        else
            std::thread([](Thread other) { (void)other.join(); }, std::move(started[i])).join();
        EXPECT_EQ(notes[i], 1) << "a thread runs once, and what it did is visible after join";
    }
}

template <class Thread>
class thread_contract : public testing::Test, support::fits_thread<Thread> {};

TYPED_TEST_SUITE_P(thread_contract);

TYPED_TEST_P(thread_contract, BringsHomeWhatEveryThreadDid) {
    growth_limits limits;
    limits.least = {1, 1};
    limits.most = {4, 1};
    limits.calls_without_time = 2;
    check_growing(all_programs({"join", "join_elsewhere"}, run_thread_program<TypeParam>), limits);
}

REGISTER_TYPED_TEST_SUITE_P(thread_contract, BringsHomeWhatEveryThreadDid);

} // namespace heddle::model
