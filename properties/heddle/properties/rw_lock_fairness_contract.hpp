// What a readers-writer lock owes its users that promises phase-fairness: neither readers nor writers starve, and the
// bound is counted in phases, not in time. Each scenario waits until the lock itself says that the other side has come,
// and then lets a greedy thread try to overtake it for ever.
#pragma once

#include <algorithm>
#include <chrono>
#include <concepts>
#include <functional>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/properties/rw_lock_contract.hpp>

namespace heddle::properties {

/// How a type promises it: a writer at the head of the queue is overtaken by at most `patience` writers, a reader by
/// none but the one it waits for; and who waits can be asked, exactly by a thread that is writing.
template <class Lock>
concept fair_rw_lock = requires(const Lock& lock) {
    { Lock::patience } -> std::convertible_to<std::uint32_t>;
    { lock.waiting_writers() } -> std::same_as<std::uint32_t>;
    { lock.waiting_readers() } -> std::same_as<std::uint32_t>;
};

inline void wait_until_true(const char* what, const std::function<bool()>& holds) {
    support::at(what);
    while (!holds())
        std::this_thread::yield();
}

template <class Lock>
class rw_lock_fairness_contract : public testing::Test {};

TYPED_TEST_SUITE_P(rw_lock_fairness_contract);

// A writer holds the lock, readers wait; the writer at once wants it again. All of them come first.
TYPED_TEST_P(rw_lock_fairness_contract, AReaderWaitsForOneWriterOnly) {
    constexpr int readers = 3;
    for (int repetition = 0; repetition < 50; ++repetition) {
        TypeParam lock;
        std::atomic<int> entered{0};
        lock.lock();
        std::vector<std::thread> threads;
        for (int i = 0; i < readers; ++i) {
            threads.emplace_back([&] {
                lock.lock_shared();
                entered.fetch_add(1);
                lock.unlock_shared();
            });
        }
        wait_until_true("waiting for readers to wait", [&] { return lock.waiting_readers() == readers; });
        lock.unlock();
        lock.lock();
        const int before_the_next_writer = entered.load();
        lock.unlock();
        for (std::thread& one : threads)
            one.join();
        ASSERT_EQ(before_the_next_writer, readers) << "all readers that wait come before the next writer";
    }
}

// Readers are inside and a writer waits; newcomers who would read come after it.
TYPED_TEST_P(rw_lock_fairness_contract, AWriterWaitsForTheReadersInsideOnly) {
    TypeParam lock;
    std::atomic<int> turn{0};
    int writer_turn = 0;
    int reader_turn = 0;
    lock.lock_shared();
    std::thread writer([&] {
        lock.lock();
        writer_turn = ++turn;
        lock.unlock();
    });
    // Until the writer has closed the door; then it stays closed until the writer has been inside. A deadline only ends
    // a test that fails.
    bool open = true;
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    while (open && std::chrono::steady_clock::now() < patience) {
        open = elsewhere([&] {
            if (!lock.try_lock_shared())
                return false;
            lock.unlock_shared();
            return true;
        });
    }
    EXPECT_FALSE(open) << "a writer that waits keeps newcomers out";
    std::thread reader([&] {
        lock.lock_shared();
        reader_turn = ++turn;
        lock.unlock_shared();
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(2)); // lets the reader try; the verdict does not depend on it
    EXPECT_EQ(turn.load(), 0) << "nobody passes the closed door";
    lock.unlock_shared();
    writer.join();
    reader.join();
    EXPECT_EQ(writer_turn, 1);
    EXPECT_EQ(reader_turn, 2);
}

/// `count` writers that queue one after the other and enter once; entered() says how many have been in.
template <class Lock>
class waiting_writers {
public:
    /// To be made by the thread that is writing.
    waiting_writers(Lock& lock, std::uint32_t count) {
        for (std::uint32_t i = 0; i < count; ++i) {
            threads_.emplace_back([this, &lock, i] {
                lock.lock();
                order_.push_back(i);
                entered_.fetch_add(1);
                lock.unlock();
            });
            wait_until_true("waiting for a writer to wait", [&] { return lock.waiting_writers() == i + 1; });
        }
    }

    std::uint32_t entered() const { return entered_.load(); }

    /// In which order they have been in, by number of arrival.
    std::vector<std::uint32_t> join() {
        for (std::thread& one : threads_)
            one.join();
        return order_;
    }

private:
    std::vector<std::thread> threads_;
    std::vector<std::uint32_t> order_; // guarded by the lock
    std::atomic<std::uint32_t> entered_{0};
};

// Writers wait, and another one gives the lock back and takes it again as often as it can.
TYPED_TEST_P(rw_lock_fairness_contract, AWriterIsOvertakenABoundedNumberOfTimes) {
    constexpr std::uint32_t writers = 3;
    std::uint32_t most = 0;
    for (int repetition = 0; repetition < 20; ++repetition) {
        TypeParam lock;
        lock.lock();
        waiting_writers waiting(lock, writers);
        std::uint32_t overtakings = 0;
        for (std::uint32_t entered = 0; entered < writers && overtakings <= 10 * TypeParam::patience;) {
            lock.unlock();
            // One that waits in the queue does not overtake for long, one that only tries does.
            if (repetition % 2 == 0)
                lock.lock();
            else
                while (!lock.try_lock()) {
                }
            overtakings = waiting.entered() == entered ? overtakings + 1 : 0;
            entered = waiting.entered();
            most = std::max(most, overtakings);
        }
        lock.unlock();
        waiting.join();
    }
    EXPECT_LE(most, TypeParam::patience);
}

// Without newcomers, writers come in as they have queued.
TYPED_TEST_P(rw_lock_fairness_contract, WritersThatWaitComeInTheirOrder) {
    TypeParam lock;
    lock.lock();
    waiting_writers waiting(lock, 4);
    lock.unlock();
    EXPECT_EQ(waiting.join(), (std::vector<std::uint32_t>{0, 1, 2, 3}));
}

REGISTER_TYPED_TEST_SUITE_P(rw_lock_fairness_contract, AReaderWaitsForOneWriterOnly,
                            AWriterWaitsForTheReadersInsideOnly, AWriterIsOvertakenABoundedNumberOfTimes,
                            WritersThatWaitComeInTheirOrder);

} // namespace heddle::properties
