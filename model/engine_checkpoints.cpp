// Runs that begin in the middle: they are what runs from the beginning are, or none of them begins there.
#include "engine_test_support.hpp"

#include <array>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace heddle::model;
using heddle::model::testing_support::why_not;

int digits = 0;
thread_local int of_thread = 0;

void note_instrumented(int digit) { digits = digits * 10 + digit; }
[[gnu::noinline]] __attribute__((no_sanitize("thread"))) void note_unseen(int digit) { digits = digits * 10 + digit; }

// Three threads that take a number each, in every order, and write the orders down.
result all_orders(void (*note)(int)) {
    return explore([note] {
        note(-digits * 10); // none yet
        std::atomic<int> next{1};
        std::array<int, 3> taken{};
        std::array<std::thread, 3> threads;
        for (std::size_t i = 0; i < threads.size(); ++i)
            threads[i] = std::thread([&, i] { taken[i] = next.fetch_add(1); });
        for (std::thread& each : threads)
            each.join();
        for (const int each : taken)
            note(each);
        observe(std::to_string(digits));
    });
}

TEST(Checkpoints, StateThatIsInstrumentedIsRestored) {
    const result found = all_orders(note_instrumented);
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_EQ(found.executions, 6U);
    EXPECT_EQ(found.observations.size(), 6U);
    EXPECT_FALSE(found.from_beginning);
}

// Between its steps, the body keeps what it has seen where the engine neither sees nor restores it.
TEST(Checkpoints, StateThatIsNotSeenMakesRunsBeginAtTheBeginning) {
    const result found = explore([] {
        note_unseen(-digits * 10);
        std::atomic<int> x{0};
        std::thread other([&] {
            x.store(1, std::memory_order_relaxed);
            x.store(2, std::memory_order_relaxed);
        });
        note_unseen(x.load(std::memory_order_relaxed) + 1); // no loop: the engine would begin anew when it sees one
        note_unseen(x.load(std::memory_order_relaxed) + 1);
        note_unseen(x.load(std::memory_order_relaxed) + 1);
        other.join();
        observe(std::to_string(digits));
    });
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_EQ(found.executions, 10U);
    EXPECT_EQ(found.observations.size(), 10U);
    EXPECT_TRUE(found.observations.contains("111"));
    EXPECT_TRUE(found.observations.contains("333"));
    EXPECT_TRUE(found.from_beginning);
    digits = 0;
}

// Statics, thread-local variables, the heap, the stacks of others and what is formatted by the library, each changed
// between steps to which the search comes back.
TEST(Checkpoints, AllKindsOfMemoryAreRestored) {
    testing_support::expect_exactly(120, [] {
        static int in_static = 0;
        std::mutex mutex;
        std::vector<std::string> on_heap;
        std::array<std::thread, 5> threads;
        for (std::thread& each : threads)
            each = std::thread([&] {
                ++of_thread;
                const std::lock_guard guard(mutex);
                on_heap.push_back("the turn of number " + std::to_string(in_static++));
                ++of_thread;
                EXPECT_EQ(of_thread, 2);
            });
        for (std::thread& each : threads)
            each.join();
        EXPECT_EQ(in_static, 5);
        EXPECT_EQ(on_heap.back(), "the turn of number 4");
    });
}

} // namespace
