// What a readers-writer lock owes its users that promises phase-fairness: neither readers nor writers starve, and the
// bound is counted in phases, not in time. Each scenario waits until the lock itself says that the other side has come,
// and then lets a greedy thread try to overtake it for ever.
#pragma once

#include <concepts>
#include <thread>

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
    EXPECT_EQ(entered.load(), readers) << "the next writer comes after all readers that waited";
    lock.unlock();
    for (std::thread& one : threads)
        one.join();
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
    // Until the writer has closed the door; then it stays closed until the writer has been inside.
    for (bool open = true; open;) {
        open = elsewhere([&] {
            if (!lock.try_lock_shared())
                return false;
            lock.unlock_shared();
            return true;
        });
    }
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

// A writer waits, and another one gives the lock back and takes it again without end.
TYPED_TEST_P(rw_lock_fairness_contract, AWriterIsOvertakenABoundedNumberOfTimes) {
    TypeParam lock;
    std::atomic<bool> entered{false};
    lock.lock();
    std::thread waiting([&] {
        lock.lock();
        entered = true;
        lock.unlock();
    });
    wait_until_true("waiting for a writer to wait", [&] { return lock.waiting_writers() == 1; });
    std::uint32_t overtakings = 0;
    for (;; ++overtakings) {
        lock.unlock();
        lock.lock();
        if (entered.load() || overtakings > 100 * TypeParam::patience)
            break;
    }
    lock.unlock();
    waiting.join();
    EXPECT_LE(overtakings, TypeParam::patience);
}

// Without newcomers, writers come in as they have queued.
TYPED_TEST_P(rw_lock_fairness_contract, WritersThatWaitComeInTheirOrder) {
    constexpr std::uint32_t writers = 4;
    TypeParam lock;
    std::vector<std::uint32_t> order;
    std::vector<std::thread> threads;
    lock.lock();
    for (std::uint32_t i = 0; i < writers; ++i) {
        threads.emplace_back([&, i] {
            lock.lock();
            order.push_back(i);
            lock.unlock();
        });
        wait_until_true("waiting for a writer to wait", [&] { return lock.waiting_writers() == i + 1; });
    }
    lock.unlock();
    for (std::thread& one : threads)
        one.join();
    EXPECT_EQ(order, (std::vector<std::uint32_t>{0, 1, 2, 3}));
}

REGISTER_TYPED_TEST_SUITE_P(rw_lock_fairness_contract, AReaderWaitsForOneWriterOnly,
                            AWriterWaitsForTheReadersInsideOnly, AWriterIsOvertakenABoundedNumberOfTimes,
                            WritersThatWaitComeInTheirOrder);

} // namespace heddle::properties
