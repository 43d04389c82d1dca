// Names for code and data, from the debug information of this very executable.
#include "engine/runtime/execution.hpp"
#include "engine/runtime/symbols.hpp"
#include "runtime_test_core.hpp"

#include <cstdlib>
#include <gtest/gtest.h>
#include <string>

namespace symbols_test {

struct slot {
    int value;
    bool ready[3];
};

struct base {
    long id;
};

struct queue : base {
    slot slots_[4];
    int* tail_;
};

int counter = 0;
extern "C" {
int x = 0; // the mangled name of `long long`
}
static short table[5] = {};
queue shared{};

const void* here(unsigned& line);

[[gnu::noinline]] const void* caller_address() { return __builtin_return_address(0); }

[[gnu::always_inline]] inline const void* inlined(unsigned& line) {
    line = __LINE__ + 1;
    const void* const address = caller_address();
    asm volatile("" : : "r"(address));
    return address;
}

[[gnu::noinline]] const void* here(unsigned& line) {
    const void* const address = inlined(line);
    asm volatile("" : : "r"(address));
    return address;
}

} // namespace symbols_test

namespace {

using namespace heddle::model;

TEST(Symbols, KnowFunctionsAndLinesThroughInlining) {
    unsigned line = 0;
    const void* const address = symbols_test::here(line);
    const std::vector<runtime::frame>& frames = runtime::symbolise(address);
    ASSERT_EQ(frames.size(), 2U);
    EXPECT_NE(frames[0].function.find("symbols_test::inlined"), std::string::npos) << frames[0].function;
    EXPECT_TRUE(frames[0].file.ends_with("runtime_symbols.cpp")) << frames[0].file;
    EXPECT_EQ(frames[0].line, line);
    EXPECT_NE(frames[1].function.find("symbols_test::here"), std::string::npos) << frames[1].function;
    EXPECT_TRUE(frames[1].file.ends_with("runtime_symbols.cpp")) << frames[1].file;
    EXPECT_GT(frames[1].line, line);
    EXPECT_FALSE(frames[0].in_library);
    EXPECT_EQ(runtime::place_of(address), frames[0].file + ":" + std::to_string(line));
}

TEST(Symbols, KnowFunctionsOfLibraries) {
    const auto address = reinterpret_cast<const char*>(&std::strtol) + 1;
    const std::vector<runtime::frame>& frames = runtime::symbolise(address);
    EXPECT_NE(frames[0].function.find("strtol"), std::string::npos) << frames[0].function;
    EXPECT_TRUE(frames[0].in_library);
}

TEST(Symbols, SayWhenTheyKnowNothing) {
    EXPECT_EQ(runtime::symbolise(nullptr)[0].function, "??");
    EXPECT_EQ(runtime::symbolise(reinterpret_cast<const void*>(0x1000))[0].line, 0U);
}

TEST(Symbols, NameVariablesAndWhatIsInThem) {
    using namespace symbols_test;
    EXPECT_EQ(runtime::name_of(&counter), "symbols_test::counter");
    EXPECT_EQ(runtime::name_of(&x), "x");
    EXPECT_EQ(runtime::name_of(&table[3]), "symbols_test::table[3]");
    EXPECT_EQ(runtime::name_of(&shared), "symbols_test::shared.id");
    EXPECT_EQ(runtime::name_of(&shared.tail_), "symbols_test::shared.tail_");
    EXPECT_EQ(runtime::name_of(&shared.slots_[2].ready[1]), "symbols_test::shared.slots_[2].ready[1]");
    static int of_a_function = 0;
    EXPECT_NE(runtime::name_of(&of_a_function).find("of_a_function"), std::string::npos);
}

TEST(Symbols, NameTheRestByWhereItIs) {
    runtime_test::exploration explored;
    std::string on_heap;
    std::string on_stack;
    runtime_test::run(2, [&] {
        void* const first = std::malloc(8);
        void* const second = std::malloc(80);
        int local = 0;
        asm volatile("" : : "r"(first), "r"(second), "r"(&local) : "memory");
        const core::engine_scope engine;
        on_heap = runtime::name_of(static_cast<char*>(second) + 8);
        on_stack = runtime::name_of(reinterpret_cast<const char*>(reinterpret_cast<std::uintptr_t>(&local) - 4000));
    });
    EXPECT_EQ(on_heap, "heap#1 + 8");
    EXPECT_EQ(on_stack.find("stack of thread 2 - "), 0U) << on_stack;
}

struct pair_of_flags {
    int left;
    bool right[2];
};

// Compilers keep an object whose address escapes.
template <class Object>
void escape(Object& object) {
    asm volatile("" : : "r"(&object) : "memory");
}

TEST(Symbols, NameLocalVariablesOfSuspendedThreads) {
    runtime_test::exploration explored;
    const void* addresses[3] = {};
    runtime_test::run(1, [&] {
        int local = 0;
        pair_of_flags flags{};
        escape(local);
        escape(flags);
        addresses[0] = &local;
        addresses[1] = &flags.left;
        addresses[2] = &flags.right[1];
        runtime_test::pause_body();
        escape(local);
        escape(flags);
    });
    EXPECT_EQ(runtime::name_of(addresses[0]), "local");
    EXPECT_EQ(runtime::name_of(addresses[1]), "flags.left");
    EXPECT_EQ(runtime::name_of(addresses[2]), "flags.right[1]");
}

TEST(Symbols, NameLocalVariablesOfTheHost) {
    runtime_test::exploration explored;
    int captured = 0;
    escape(captured);
    EXPECT_EQ(runtime::name_of(&captured), "captured");
    std::string seen_by_body;
    runtime_test::run(1, [&] {
        const core::engine_scope engine;
        seen_by_body = runtime::name_of(&captured);
    });
    EXPECT_EQ(seen_by_body, "captured");
}

} // namespace
