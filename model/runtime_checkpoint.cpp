// Checkpoints: all memory of a body is as it was, and the race detector knows what it knew.
#include "engine/runtime/checkpoint.hpp"
#include "engine/runtime/memory.hpp"
#include "runtime_test_core.hpp"

#include <array>
#include <cerrno>
#include <gtest/gtest.h>

namespace {

using namespace heddle::model;
using namespace heddle::model::runtime_test;

int global = 1;
thread_local int of_thread = 5;

constexpr std::uint64_t first_thread = 1U << 1;

template <class Value>
void write(Value& where, const Value& value) {
    {
        const core::engine_scope engine;
        runtime::plain_write(&where, sizeof where, nullptr);
    }
    where = value;
}

TEST(Checkpoint, BringsBackAllKindsOfMemory) {
    runtime::checkpoint state;
    exploration explored;
    std::array<int, 5> seen{};
    int* next_block = nullptr;
    EXPECT_FALSE(run(1, [&] {
        volatile int on_stack = 10;
        auto* const on_heap = new volatile int(11);
        write(global, 12);
        write(of_thread, 13);
        errno = 14;
        pause_body();
        seen = {on_stack, *on_heap, global, of_thread, errno};
        on_stack = 0;
        *on_heap = 0;
        write(global, 0);
        write(of_thread, 0);
        errno = 0;
        next_block = new int(0);
        pause_body();
    }));
    ASSERT_TRUE(runtime::take_checkpoint(state, first_thread));
    int* blocks[2] = {};
    for (int*& block : blocks) {
        seen = {};
        EXPECT_FALSE(resume(1));
        EXPECT_EQ(seen, (std::array{10, 11, 12, 13, 14}));
        EXPECT_EQ(global, 0);
        block = next_block;
        ASSERT_TRUE(runtime::go_to_checkpoint(&state));
    }
    EXPECT_EQ(blocks[0], blocks[1]);
    EXPECT_EQ(global, 12);
    ASSERT_TRUE(runtime::go_to_checkpoint(nullptr));
    EXPECT_EQ(global, 1);
}

TEST(Checkpoint, OneLeadsToAnotherWhereverTheyPart) {
    runtime::checkpoint trunk, left, left_leaf, right, right_leaf;
    exploration explored;
    int step = 0;
    EXPECT_FALSE(run(1, [&] {
        for (;;) {
            write(global, step);
            pause_body();
        }
    }));
    const auto go_on = [&](int next, runtime::checkpoint& after) {
        step = next;
        EXPECT_FALSE(resume(1));
        EXPECT_TRUE(runtime::take_checkpoint(after, first_thread));
    };
    const auto at = [&](runtime::checkpoint* wanted) {
        EXPECT_TRUE(runtime::go_to_checkpoint(wanted));
        return global;
    };
    go_on(2, trunk);
    go_on(3, left);
    go_on(4, left_leaf);
    EXPECT_EQ(at(&trunk), 2);
    go_on(5, right);
    go_on(6, right_leaf);
    EXPECT_EQ(at(&left_leaf), 4);
    EXPECT_EQ(at(&right), 5);
    EXPECT_EQ(at(nullptr), 1);
    EXPECT_EQ(at(&left), 3);
    EXPECT_EQ(at(&right_leaf), 6);
    explored.next_execution();
    EXPECT_EQ(global, 1);
}

TEST(Checkpoint, TheRaceDetectorKnowsWhatItKnew) {
    runtime::checkpoint state;
    exploration explored;
    static int early = 0;
    static int late = 0;
    EXPECT_FALSE(run(1, [] {
        write(early, 1);
        pause_body();
        write(late, 1);
        pause_body();
    }));
    ASSERT_TRUE(runtime::take_checkpoint(state, first_thread));
    for (int i = 0; i < 2; ++i) {
        EXPECT_FALSE(resume(1));
        EXPECT_FALSE(run(2, [] { write(late, 2); }));
        EXPECT_TRUE(last_failure() && last_failure()->race) << "the write after the checkpoint";
        ASSERT_TRUE(runtime::go_to_checkpoint(&state));
        forget_failure();
        EXPECT_TRUE(run(2, [] { write(late, 2); })) << "it has not happened";
        EXPECT_FALSE(run(3, [] { write(early, 2); }));
        EXPECT_TRUE(last_failure() && last_failure()->race) << "the write before the checkpoint";
        ASSERT_TRUE(runtime::go_to_checkpoint(&state));
        forget_failure();
    }
}

TEST(Checkpoint, IsNoneWhenSomethingIsNotInIt) {
    runtime::checkpoint state;
    exploration explored;
    EXPECT_FALSE(run(1, [] {
        pthread_key_t key;
        pthread_key_create(&key, nullptr);
        pause_body();
    }));
    EXPECT_FALSE(runtime::take_checkpoint(state, first_thread));
}

} // namespace
