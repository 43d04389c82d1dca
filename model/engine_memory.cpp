// Memory as a whole program sees it, under the engine: what is restored between executions, what is found wrong with
// it.
#include <heddle/model.hpp>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>
#include <list>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <unistd.h>
#include <unordered_map>
#include <vector>

namespace {

using namespace heddle::model;

std::string why(const result& found) {
    return found.bug ? std::string(found.bug->kind_name()) + ": " + found.bug->message + "\n" + found.bug->trace
                     : found.unsupported.value_or(found.incomplete);
}

void expect_verified(void (*body)(), std::uint64_t executions) {
    options how;
    how.self_check = true;
    const result found = explore(body, how);
    EXPECT_TRUE(found.verified()) << why(found);
    EXPECT_EQ(found.executions, executions);
    EXPECT_EQ(found.duplicates, 0U);
}

void expect_bug(failure_kind kind, const std::string& text, void (*body)()) {
    const result found = explore(body);
    ASSERT_TRUE(found.bug) << why(found);
    EXPECT_EQ(found.bug->kind, kind) << why(found);
    EXPECT_NE(found.bug->message.find(text), std::string::npos) << found.bug->message;
    EXPECT_NE(found.bug->location.find("engine_memory.cpp:"), std::string::npos) << found.bug->location;
}

// One atomic write and one read by another thread: two executions of each body that does this.
void two_executions() {
    std::atomic<int> x{0};
    std::thread writer([&] { x.store(1, std::memory_order_relaxed); });
    (void)x.load(std::memory_order_relaxed);
    writer.join();
}

int global = 1;
thread_local int of_each_thread = 10;
std::string text = "short";

TEST(Memory, OfStaticsIsRestoredBetweenExecutions) {
    expect_verified(
        [] {
            static int of_function = 5;
            static std::vector<int> made_once{1, 2, 3};
            EXPECT_EQ(global++, 1);
            EXPECT_EQ(of_function++, 5);
            EXPECT_EQ(of_each_thread++, 10);
            made_once.push_back(4);
            EXPECT_EQ(made_once.size(), 4U);
            EXPECT_EQ(text, "short");
            text = "a text that is far too long for the small buffer";
            two_executions();
        },
        2);
    EXPECT_EQ(global, 1);
    EXPECT_EQ(of_each_thread, 10);
    EXPECT_EQ(text, "short");
}

std::map<int, std::string> tree{{1, "one"}};
std::list<int> chain{1};
std::unordered_map<int, int> hashed{{1, 1}};

TEST(Memory, OfStaticContainersIsRestoredBetweenExecutions) {
    expect_verified(
        [] {
            EXPECT_EQ(tree.size(), 1U);
            EXPECT_EQ(hashed.size(), 1U);
            EXPECT_EQ(chain.front(), 1);
            for (int i = 2; i < 40; ++i) {
                tree[i] = "more";
                chain.push_front(i);
                hashed[i] = i;
            }
            tree.erase(1);
            two_executions();
        },
        2);
    EXPECT_EQ(tree, (std::map<int, std::string>{{1, "one"}}));
    EXPECT_EQ(chain, (std::list<int>{1}));
    EXPECT_EQ(hashed, (std::unordered_map<int, int>{{1, 1}}));
}

TEST(Memory, OfContainersIsWatchedInTheLibrarysCode) {
    const result found = explore([] {
        std::map<int, int> shared{{1, 1}, {2, 2}};
        std::thread reader([&] { (void)std::next(shared.begin()); });
        shared.emplace(3, 3);
        reader.join();
    });
    ASSERT_TRUE(found.bug) << why(found);
    EXPECT_EQ(found.bug->kind, failure_kind::data_race) << why(found);
}

TEST(Memory, OfThreadsIsTheirOwn) {
    expect_verified(
        [] {
            ++of_each_thread;
            std::thread other([] {
                EXPECT_EQ(of_each_thread, 10);
                of_each_thread = 20;
                EXPECT_EQ(of_each_thread, 20);
            });
            other.join();
            EXPECT_EQ(of_each_thread, 11);
            two_executions();
        },
        2);
}

struct counted {
    counted() { ++alive; }
    ~counted() { --alive; }
    static inline std::atomic<int> alive{0};
};

TEST(Memory, OfThreadLocalObjectsIsDestroyedAtTheThreadsEnd) {
    expect_verified(
        [] {
            std::thread([] {
                thread_local counted object;
                thread_local std::unique_ptr<int> owner = std::make_unique<int>(1);
                (void)&object;
                (void)owner.get();
                EXPECT_EQ(counted::alive.load(), 1);
            }).join();
            EXPECT_EQ(counted::alive.load(), 0);
        },
        1);
}

TEST(Memory, HoldsTenThousandAllocations) {
    expect_verified(
        [] {
            std::vector<std::unique_ptr<int>> many;
            for (int i = 0; i < 10'000; ++i)
                many.push_back(std::make_unique<int>(i));
        },
        1);
}

TEST(Memory, IsCountedAtomicallyBySharedPointers) {
    expect_verified(
        [] {
            auto shared = std::make_shared<std::string>("shared by two");
            std::thread other([copy = shared] { EXPECT_EQ(*copy, "shared by two"); });
            shared.reset();
            other.join();
        },
        2);
}

TEST(Memory, MayBePrintedFrom) {
    testing::internal::CaptureStdout();
    expect_verified(
        [] {
            std::printf("in the body\n");
            two_executions();
        },
        2);
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "in the body\nin the body\n");
}

TEST(Memory, CarriesExceptionsWithinThreads) {
    expect_verified(
        [] {
            std::thread other([] {
                try {
                    throw std::runtime_error("thrown");
                } catch (const std::exception& error) {
                    EXPECT_STREQ(error.what(), "thrown");
                }
            });
            other.join();
            two_executions();
        },
        2);
}

TEST(Memory, IsNotUsedAfterItsRelease) {
    expect_bug(failure_kind::use_after_free, "freed", [] {
        int* const block = new int(1);
        std::thread([=] { delete block; }).join();
        *block = 2;
    });
    expect_bug(failure_kind::double_free, "had freed", [] {
        int* const block = new int(1);
        std::thread([=] { delete block; }).join();
        delete block;
    });
    expect_bug(failure_kind::invalid_access, "past the end", [] {
        char* const block = static_cast<char*>(std::malloc(10));
        std::thread([=] { block[10] = 1; }).join();
        std::free(block);
    });
    expect_bug(failure_kind::use_after_free, "freed by", [] {
        int* const block = new int(1);
        std::thread other([=] { *block = 2; }); // unordered: in some execution it comes late
        delete block;
        other.join();
    });
}

std::atomic<int*> allocated_before{new int(7)};

TEST(Memory, OfTheHostIsNotUsedAfterItsReleaseEither) {
    for (int exploration = 0; exploration < 2; ++exploration)
        expect_bug(failure_kind::use_after_free, "freed by", [] {
            std::thread reader([] {
                if (const volatile int* const seen = allocated_before.load())
                    (void)*seen;
            });
            delete allocated_before.exchange(nullptr);
            reader.join();
        });
    EXPECT_EQ(*allocated_before.load(), 7);
}

TEST(Memory, IsNotLost) {
    const result found = explore([] { new int[5]; });
    ASSERT_TRUE(found.bug);
    EXPECT_EQ(found.bug->kind, failure_kind::leak) << why(found);
    const result of_thread = explore([] {
        std::thread([] {
            thread_local int* const of_the_thread = new int(5);
            (void)*of_the_thread;
        }).join();
    });
    ASSERT_TRUE(of_thread.bug);
    EXPECT_EQ(of_thread.bug->kind, failure_kind::leak) << why(of_thread);
    expect_verified(
        [] {
            static int* const kept_for_ever = new int(5);
            (void)*kept_for_ever;
            two_executions();
        },
        2);
}

TEST(Memory, OfAnEndedThreadsStackIsNobodys) {
    expect_bug(failure_kind::invalid_access, "has ended", [] {
        int* dangling = nullptr;
        std::thread([&] {
            int local = 1;
            dangling = &local;
        }).join();
        *dangling = 2;
    });
}

std::atomic<int*> published{nullptr};

// Deep enough to be below the library's functions in which the caller will wait.
[[gnu::noinline]] void publish_a_local() {
    int locals[1024] = {};
    published.store(&locals[0]);
}

TEST(Memory, OfAReturnedFunctionIsNobodys) {
    expect_bug(failure_kind::invalid_access, "has returned", [] {
        publish_a_local();
        std::thread([] { *published.load() = 2; }).join();
    });
}

TEST(Memory, IsNotExhaustedByRecursionUnnoticed) {
    expect_bug(failure_kind::crash, "stack overflow", [] {
        struct recursion {
            static int go(int depth) {
                volatile char frame[4096] = {};
                return depth == 0 ? frame[0] : go(depth - 1) + frame[1];
            }
        };
        EXPECT_EQ(recursion::go(1'000'000), 0);
    });
}

TEST(Memory, CopiedByTheLibraryIsWatched) {
    expect_bug(failure_kind::data_race, "", [] {
        static std::array<char, 64> from{};
        static std::array<char, 64> to{};
        std::thread other([] { std::memcpy(to.data(), from.data(), 64); });
        from[40] = 1;
        other.join();
    });
    expect_bug(failure_kind::data_race, "", [] {
        std::string shared = "a text that is far too long for the small buffer";
        std::thread other([&] { shared[3] = 'x'; });
        const std::string copy = shared;
        other.join();
    });
}

TEST(Memory, CallsThatAreNotModelledAreNamed) {
    const result found = explore([] { (void)fork(); });
    ASSERT_TRUE(found.unsupported) << why(found);
    EXPECT_NE(found.unsupported->find("fork"), std::string::npos);
    EXPECT_FALSE(found.complete);
}

} // namespace
