// Stacks and thread-local blocks as others see them: open while their owner lives, and only where it has objects.
#include "engine/runtime/execution.hpp"
#include "engine/runtime/memory.hpp"
#include "runtime_test_core.hpp"

#include <gtest/gtest.h>

namespace {

using namespace heddle::model;
using namespace heddle::model::runtime_test;

thread_local int of_thread = 0;

void touch(void* pointer) {
    const core::engine_scope engine;
    runtime::plain_write(pointer, 4, __builtin_return_address(0));
}

class Stack : public testing::Test {
protected:
    // Runs thread 1 until it waits, with `local` and `variable` among its objects.
    void start_owner() {
        run(1, [this] {
            int object = 0;
            local = &object;
            variable = &of_thread;
            pause_body();
            asm volatile("" : : "r"(local) : "memory");
        });
        synchronise(1, 2);
    }

    void expect_refusal(void* pointer, const std::string& why) {
        forget_failure();
        EXPECT_FALSE(run(2, [=] { touch(pointer); }));
        ASSERT_TRUE(last_failure());
        EXPECT_EQ(last_failure()->kind, failure_kind::invalid_access);
        EXPECT_NE(last_failure()->message.find(why), std::string::npos) << last_failure()->message;
    }

    exploration explored;
    int* local = nullptr;
    int* variable = nullptr;
};

TEST_F(Stack, IsOpenToOthersWhileItsOwnerLives) {
    start_owner();
    EXPECT_TRUE(run(2, [this] {
        touch(local);
        touch(variable);
    }));
}

TEST_F(Stack, IsNobodysAfterItsOwnersEnd) {
    start_owner();
    EXPECT_TRUE(resume(1));
    runtime::thread_ended(1);
    expect_refusal(local, "has ended");
    expect_refusal(variable, "has ended");
}

TEST_F(Stack, IsNobodysAfterItsOwnersEndEvenIfItWasTouchedBefore) {
    start_owner();
    EXPECT_TRUE(run(2, [this] { touch(local); }));
    EXPECT_TRUE(resume(1));
    runtime::thread_ended(1);
    expect_refusal(local, "has ended");
}

TEST_F(Stack, IsClosedBelowItsOwnersStackPointer) {
    start_owner();
    expect_refusal(local - 4096, "has returned");
}

TEST_F(Stack, IsItsNextOwnersInTheNextExecution) {
    start_owner();
    EXPECT_TRUE(resume(1));
    runtime::thread_ended(1);
    explored.next_execution();
    start_owner();
    EXPECT_TRUE(run(2, [this] { touch(local); }));
}

TEST_F(Stack, EndsAtItsGuard) {
    start_owner();
    expect_refusal(reinterpret_cast<int*>(runtime::stack_slot_base(1) + 64), "");
}

} // namespace
