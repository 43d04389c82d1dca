// The body's heap: where allocations go, what each release may and may not do, and what is found at an address.
#include "engine/runtime/execution.hpp"
#include "engine/runtime/memory.hpp"
#include "runtime_test_core.hpp"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>
#include <malloc.h>
#include <memory>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using namespace heddle::model;
using namespace heddle::model::runtime_test;

// Compilers drop allocations that nobody looks at.
void* kept(void* pointer) {
    asm volatile("" : "+r"(pointer) : : "memory");
    return pointer;
}

bool in_arena(const void* pointer) { return runtime::in_arenas(reinterpret_cast<std::uintptr_t>(pointer)); }

void touch(const void* pointer, std::size_t size) {
    const core::engine_scope engine;
    runtime::plain_read(pointer, size, __builtin_return_address(0));
}

std::optional<failure_kind> kind_of_failure() { return last_failure() ? last_failure()->kind : std::nullopt; }

TEST(Heap, GivesTheSameAddressesWhateverTheInterleaving) {
    exploration explored;
    std::vector<void*> seen[2];
    for (const bool swapped : {false, true}) {
        for (const unsigned thread : {swapped ? 2U : 1U, swapped ? 1U : 2U})
            run(thread, [&, thread] {
                void* const first = kept(std::malloc(10));
                void* const second = kept(new std::string(100, 'x'));
                const core::engine_scope engine;
                seen[swapped].resize(6);
                seen[swapped][thread * 2] = first;
                seen[swapped][thread * 2 + 1] = second;
            });
        explored.next_execution();
    }
    EXPECT_EQ(seen[0], seen[1]);
    EXPECT_TRUE(in_arena(seen[0][2]));
}

TEST(Heap, LeavesTheHostsAllocationsAlone) {
    exploration explored;
    void* const outside = kept(std::malloc(10));
    EXPECT_FALSE(in_arena(outside));
    run(0, [&] {
        const core::engine_scope engine;
        void* const inside = kept(std::malloc(10));
        EXPECT_FALSE(in_arena(inside));
        std::free(inside);
    });
    std::free(outside);
}

TEST(Heap, LeavesOtherThreadsAloneWhileABodyRuns) {
    exploration explored;
    std::atomic<bool> running{false};
    std::atomic<void*> allocated{nullptr};
    std::thread other([&] {
        while (!running) {
        }
        allocated = kept(std::malloc(8));
    });
    EXPECT_TRUE(run(1, [&] {
        running = true;
        while (allocated == nullptr) {
        }
    }));
    other.join();
    EXPECT_FALSE(in_arena(allocated));
    std::free(allocated);
}

TEST(Heap, HoldsNoBufferOfAStandardStream) {
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_EXIT(
        {
            (void)std::freopen("/dev/null", "w", stdout); // a stream without a buffer yet
            exploration explored;
            run(0, [] { std::printf("from the body"); });
            _exit(in_arena(stdout->_IO_buf_base) ? 1 : 0);
        },
        testing::ExitedWithCode(0), "");
}

TEST(Heap, HasEveryFormOfAllocation) {
    exploration explored;
    const bool ended = run(1, [] {
        void* zeroed = kept(std::calloc(100, 7));
        EXPECT_EQ(std::string(700, '\0'), std::string(static_cast<char*>(zeroed), 700));
        EXPECT_EQ(malloc_usable_size(zeroed), 700U);
        std::free(zeroed);

        char* text = static_cast<char*>(kept(std::malloc(6)));
        std::memcpy(text, "hello", 6);
        text = static_cast<char*>(std::realloc(text, 5000));
        EXPECT_STREQ(text, "hello");
        EXPECT_EQ(std::realloc(text, 0), nullptr);

        void* aligned = kept(std::aligned_alloc(4096, 8192));
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(aligned) % 4096, 0U);
        std::free(aligned);
        void* posix = nullptr;
        EXPECT_EQ(posix_memalign(&posix, 64, 10), 0);
        EXPECT_EQ(posix_memalign(&posix, 3, 10), EINVAL);
        std::free(posix);

        struct alignas(128) wide {
            char bytes[128];
        };
        delete static_cast<wide*>(kept(new wide));
        delete[] static_cast<wide*>(kept(new wide[3]));
        delete[] static_cast<int*>(kept(new int[3]));
        delete static_cast<int*>(kept(new (std::nothrow) int));
        std::free(nullptr);
        EXPECT_NE(kept(std::malloc(0)), nullptr);
        volatile std::size_t absurd = SIZE_MAX;
        EXPECT_EQ(std::malloc(absurd), nullptr);
        EXPECT_EQ(std::calloc(absurd, 2), nullptr);
    });
    EXPECT_TRUE(ended) << last_failure()->message;
}

TEST(Heap, HoldsTenThousandBlocks) {
    exploration explored;
    EXPECT_TRUE(run(0, [] {
        std::vector<std::unique_ptr<int>> many;
        for (int i = 0; i < 10'000; ++i)
            many.push_back(std::make_unique<int>(i));
    }));
    runtime::leak lost{};
    EXPECT_FALSE(runtime::touched_memory_leaks(lost));
}

TEST(Heap, SaysThatItIsExhausted) {
    exploration explored;
    run(0, [] {
        for (;;)
            kept(std::malloc(std::size_t{100} << 20));
    });
    ASSERT_TRUE(last_failure());
    EXPECT_TRUE(last_failure()->unsupported);
    EXPECT_NE(last_failure()->message.find("1 GiB"), std::string::npos);
    explored.next_execution();
    EXPECT_TRUE(run(0, [] { std::free(kept(std::malloc(100))); }));
}

void expect_failure(failure_kind expected, std::function<void()> body) {
    exploration explored;
    EXPECT_FALSE(run(1, std::move(body)));
    EXPECT_EQ(kind_of_failure(), expected) << (last_failure() ? last_failure()->message : "");
}

TEST(Heap, FindsDoubleFree) {
    expect_failure(failure_kind::double_free, [] {
        void* const block = kept(std::malloc(4));
        void* const again = kept(block);
        std::free(block);
        std::free(kept(again));
    });
    EXPECT_NE(last_failure()->pc, nullptr);
    EXPECT_NE(last_failure()->second_pc, nullptr);
}

TEST(Heap, FindsInvalidFree) {
    expect_failure(failure_kind::invalid_access, [] { std::free(kept(static_cast<char*>(std::malloc(40)) + 16)); });
    static int global;
    expect_failure(failure_kind::invalid_access, [] { std::free(kept(&global)); });
    expect_failure(failure_kind::invalid_access, [] {
        int local = 0;
        std::free(kept(&local));
    });
}

TEST(Heap, FindsMismatchedRelease) {
    expect_failure(failure_kind::invalid_access, [] { delete static_cast<int*>(kept(new int[4])); });
    expect_failure(failure_kind::invalid_access, [] { std::free(kept(new int)); });
}

TEST(Heap, FindsUseAfterFree) {
    for (const bool touched_before : {false, true}) {
        expect_failure(failure_kind::use_after_free, [touched_before] {
            void* const block = kept(std::malloc(400));
            if (touched_before)
                touch(static_cast<char*>(block) + 300, 4);
            void* const dangling = kept(block);
            std::free(block);
            touch(static_cast<char*>(dangling) + 300, 4);
        });
        EXPECT_NE(last_failure()->message.find("heap#1 + 300"), std::string::npos) << last_failure()->message;
    }
}

TEST(Heap, FindsAccessesBesideABlock) {
    expect_failure(failure_kind::invalid_access, [] { touch(static_cast<char*>(kept(std::malloc(13))) + 13, 1); });
    expect_failure(failure_kind::invalid_access, [] { touch(static_cast<char*>(kept(std::malloc(13))) + 10, 4); });
    expect_failure(failure_kind::invalid_access, [] { touch(static_cast<char*>(kept(std::malloc(13))) - 1, 1); });
    expect_failure(failure_kind::invalid_access, [] { touch(static_cast<char*>(kept(std::malloc(13))) + 100'000, 1); });
}

TEST(Heap, KeepsADistanceBetweenBlocks) {
    expect_failure(failure_kind::invalid_access, [] {
        char* const first = static_cast<char*>(kept(std::malloc(16)));
        kept(std::malloc(16));
        touch(first + 16, 1);
    });
}

TEST(Heap, FindsARacingFree) {
    exploration explored;
    void* block = nullptr;
    run(0, [&] { block = kept(std::malloc(8)); });
    synchronise(0, 1);
    synchronise(0, 2);
    EXPECT_TRUE(run(1, [&] { touch(block, 8); }));
    EXPECT_FALSE(run(2, [&] { std::free(block); }));
    ASSERT_TRUE(last_failure());
    EXPECT_TRUE(last_failure()->race);
    EXPECT_EQ(last_failure()->earlier.thread, 1U);
    EXPECT_TRUE(last_failure()->later.write);
}

TEST(Heap, LetsTheBodyFreeWhatTheHostAllocatedInEachExecution) {
    exploration explored;
    int* const outside = new int(42);
    for (int execution = 0; execution < 3; ++execution) {
        EXPECT_TRUE(run(0, [&] { delete static_cast<int*>(kept(outside)); }));
        EXPECT_FALSE(run(0, [&] { touch(outside, 4); }));
        EXPECT_EQ(kind_of_failure(), failure_kind::use_after_free);
        EXPECT_FALSE(run(0, [&] { delete static_cast<int*>(kept(outside)); }));
        EXPECT_EQ(kind_of_failure(), failure_kind::double_free);
        explored.next_execution();
    }
    EXPECT_EQ(*outside, 42);
    delete outside;
}

TEST(Heap, LetsTheHostDropWhatTheBodyAllocated) {
    exploration explored;
    void* block = nullptr;
    run(0, [&] { block = kept(std::malloc(8)); });
    void* const moved = std::realloc(block, 16);
    EXPECT_FALSE(in_arena(moved));
    std::free(moved);
    std::free(block);
}

void* global_pointer = nullptr;

TEST(Heap, CallsABlockLeakedThatNothingLeadsTo) {
    exploration explored;
    runtime::leak lost{};
    run(0, [] { kept(std::malloc(24)); });
    ASSERT_TRUE(runtime::touched_memory_leaks(lost));
    EXPECT_EQ(lost.size, 24U);
    explored.next_execution();
    run(0, [] {
        void** const outer = static_cast<void**>(kept(std::malloc(8)));
        *outer = kept(std::malloc(24));
        {
            const core::engine_scope engine;
            runtime::plain_write(&global_pointer, sizeof global_pointer, nullptr);
        }
        global_pointer = outer;
    });
    EXPECT_FALSE(runtime::touched_memory_leaks(lost));
    explored.next_execution();
    EXPECT_EQ(global_pointer, nullptr);
}

} // namespace
