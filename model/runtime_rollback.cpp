// Rollback: every byte that the body wrote is as before, and no other is touched.
#include "engine/runtime/memory.hpp"
#include "engine/runtime/rollback.hpp"
#include "runtime_test_core.hpp"

#include <array>
#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>
#include <unistd.h>

namespace {

using namespace heddle::model;
using namespace heddle::model::runtime_test;

alignas(8) std::array<unsigned char, 32> bytes{};
thread_local int local_to_thread = 5;

// What the instrumentation does before a write.
template <class Value>
void write(Value& where, const Value& value) {
    {
        const core::engine_scope engine;
        runtime::plain_write(&where, sizeof where, nullptr);
    }
    where = value;
}

TEST(Rollback, RestoresTheOldestValueAndLeavesNeighboursAlone) {
    runtime::rollback log;
    bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    const auto at = reinterpret_cast<std::uintptr_t>(bytes.data());
    log.save_range(at + 6, 5);
    bytes[6] = 60;
    log.save_range(at + 6, 1);
    bytes[6] = 61;
    bytes[8] = 80;
    bytes[5] = 50; // a neighbour's write that nobody logged
    log.restore();
    EXPECT_EQ(bytes[6], 7);
    EXPECT_EQ(bytes[8], 9);
    EXPECT_EQ(bytes[5], 50);
    bytes[6] = 62;
    log.restore();
    EXPECT_EQ(bytes[6], 62) << "the log is empty";
}

TEST(Rollback, UndoesWhatABodyWrote) {
    exploration explored;
    static int global = 3;
    int of_the_host = 4;
    for (int execution = 0; execution < 3; ++execution) {
        run(1, [&] {
            EXPECT_EQ(global, 3);
            EXPECT_EQ(local_to_thread, 5);
            write(global, 30);
            write(of_the_host, 40);
            write(local_to_thread, 50);
            EXPECT_EQ(local_to_thread, 50);
        });
        EXPECT_EQ(global, 30);
        explored.next_execution();
        EXPECT_EQ(global, 3);
        EXPECT_EQ(of_the_host, 4);
    }
}

TEST(Rollback, UndoesWhatTheCLibraryWroteForABody) {
    exploration explored;
    static char text[100] = "before";
    for (int execution = 0; execution < 2; ++execution) {
        run(0, [] {
            volatile std::size_t length = 90; // or the compiler writes in line
            std::memset(text, 'x', length);
            std::memcpy(text + 5, "after", length - 85);
        });
        EXPECT_EQ(std::string(text, 10), "xxxxxafter");
        explored.next_execution();
        EXPECT_STREQ(text, "before");
        EXPECT_EQ(text[89], '\0');
    }
}

TEST(Rollback, ForgetsWhatTheBodyRegisteredForTheProcessEnd) {
    static int calls = 0;
    {
        exploration explored;
        run(0, [] { std::atexit([] { ++calls; }); });
    }
    EXPECT_EQ(calls, 0);
}

TEST(ProcessEnd, IsTheExecutionsInABody) {
    exploration explored;
    static int order = 0;
    void (*const ways[])() = {[] { std::exit(3); }, [] { _exit(3); }, [] { std::_Exit(3); },
                              [] { std::quick_exit(3); }};
    for (const auto way : ways) {
        order = 0;
        EXPECT_FALSE(run(0, [way] {
            std::atexit([] { order = order * 10 + 1; });
            std::atexit([] { order = order * 10 + 2; });
            way();
        }));
        ASSERT_TRUE(last_failure());
        EXPECT_EQ(last_failure()->exit, 3);
        EXPECT_EQ(order, way == ways[0] ? 21 : 0);
        explored.next_execution();
    }
}

} // namespace
