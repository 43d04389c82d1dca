// What a failure tells: the order of its steps, names, reasons, and the smallest failing execution.
#include "engine_test_support.hpp"

#include <cassert>
#include <mutex>
#include <thread>

namespace {

using namespace heddle::model;

std::atomic<int> x{0}, y{0};

void store_buffering() {
    int a = 0;
    int b = 0;
    std::thread first([&] {
        x.store(1, std::memory_order_release);
        a = y.load(std::memory_order_acquire);
    });
    std::thread second([&] {
        y.store(1, std::memory_order_release);
        b = x.load(std::memory_order_acquire);
    });
    first.join();
    second.join();
    assert(a == 1 || b == 1);
}

[[nodiscard]] failure failure_of(const std::function<void()>& body, const options& how = {}) {
    const result found = explore(body, how);
    EXPECT_TRUE(found.bug) << testing_support::why_not(found);
    return found.bug.value_or(failure{});
}

[[nodiscard]] std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

TEST(Trace, ToldOrderHasAsFewStaleReadsAsPossibleAndNamesTheMissedWrite) {
    const failure bug = failure_of(store_buffering);
    EXPECT_EQ(count(bug.trace, "OLD: "), 1U) << bug.trace;
    EXPECT_NE(bug.trace.find("OLD: the initial value;"), std::string::npos) << bug.trace;
    EXPECT_NE(bug.trace.find("misses step 2"), std::string::npos) << bug.trace;
    EXPECT_NE(bug.trace.find("No interleaving of the threads explains"), std::string::npos) << bug.trace;
}

TEST(Trace, InterleavingIsToldWithoutStaleReads) {
    const failure bug = failure_of([] {
        std::thread other([] { x.store(y.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); });
        y.store(x.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        other.join();
        assert(x.load() + y.load() == 3);
    });
    EXPECT_EQ(bug.trace.find("OLD: "), std::string::npos) << bug.trace;
    EXPECT_NE(bug.trace.find("This is an interleaving"), std::string::npos) << bug.trace;
}

TEST(Trace, NamesLocalsMembersOfBlocksAndPointers) {
    struct node {
        int value;
        std::atomic<node*> next;
    };
    const failure bug = failure_of([] {
        std::mutex guard;
        auto* const first = new node{1, nullptr};
        auto* const second = new node{2, nullptr};
        std::thread other([&] {
            const std::lock_guard<std::mutex> held(guard);
            first->next.store(second, std::memory_order_relaxed);
        });
        guard.lock();
        assert(first->next.load(std::memory_order_relaxed) == nullptr);
        guard.unlock();
        other.join();
    });
    EXPECT_NE(bug.trace.find("locks guard"), std::string::npos) << bug.trace;
    EXPECT_NE(bug.trace.find("writes node#1.next = node#2"), std::string::npos) << bug.trace;
}

TEST(Trace, MarksPartsOfItselfInOrder) {
    const failure bug = failure_of(store_buffering);
    std::size_t end = 0;
    for (const emphasis& each : bug.emphasised) {
        EXPECT_GE(each.begin, end);
        end = each.begin + each.length;
    }
    EXPECT_FALSE(bug.emphasised.empty());
    EXPECT_LE(end, bug.trace.size());
}

void count_in_two_steps() { x.store(x.load() + 1); }

// Four threads, of which two suffice.
void lose_an_update() {
    std::thread threads[4];
    for (std::thread& each : threads)
        each = std::thread([] {
            const int before = x.load();
            x.store(before + 1);
            assert(y.fetch_or(1 << before) >> before == 0);
        });
    for (std::thread& each : threads)
        each.join();
}

TEST(Smallest, FailingExecutionIsShownAndReplayed) {
    options first;
    first.minimise_executions = 0;
    const failure as_found = failure_of(lose_an_update, first);
    const failure smallest = failure_of(lose_an_update);
    EXPECT_EQ(as_found.looked_at, 1U);
    EXPECT_GT(smallest.alike, 1U);
    EXPECT_LT(smallest.replay.size(), as_found.replay.size());
    options how;
    how.replay = smallest.replay;
    EXPECT_EQ(failure_of(lose_an_update, how).trace, smallest.trace);
}

TEST(Smallest, FailureHasNoStepsThatDoNotMatter) {
    const failure bug = failure_of([] {
        std::thread bystander([] { y.store(1); });
        std::thread other(count_in_two_steps);
        count_in_two_steps();
        other.join();
        assert(x.load() == 2);
        bystander.join();
    });
    EXPECT_EQ(bug.trace.find("writes y"), std::string::npos) << bug.trace;
}

} // namespace
