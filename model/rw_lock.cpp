// Heddle's readers-writer lock in every execution that the memory model allows. Plain data under the lock: accesses
// that are not ordered are a race.
#include <heddle/rw_lock.hpp>

#include <heddle/model.hpp>
#include <heddle/model/rw_lock_contract.hpp>

#include <gtest/gtest.h>

#include "on_threads.hpp"

namespace heddle::model {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, rw_lock_contract, raw_rw_lock);
}

namespace {

using namespace heddle;
using heddle::model::check;
using data = int;

// The first `Writers` threads write, the others read.
template <int Writers, int Readers>
void writers_and_readers() {
    rw_lock<data> shared(0);
    on_threads<Writers + Readers>([&](std::size_t me) {
        if (me < Writers) {
            *shared.write() += 1;
            return;
        }
        const auto guard = shared.read();
        const int before = *guard;
        EXPECT_TRUE(*guard == before) << "nothing changes while it is read";
    });
    EXPECT_TRUE(*shared.read() == Writers) << "every change made by a writer is kept";
}

// One reads and then writes, so that either side meets the other asleep, leaving and coming back.
void a_reader_that_writes_meets_a_writer() {
    rw_lock<data> shared(0);
    on_threads<2>([&](std::size_t me) {
        if (me == 0)
            (void)int{*shared.read()};
        *shared.write() += 1;
    });
    EXPECT_TRUE(*shared.read() == 2) << "every change made by a writer is kept";
}

void try_forms() {
    rw_lock<data> shared(0);
    sync::atomic<int> added{0};
    on_threads<2>([&](std::size_t) {
        if (const auto guard = shared.try_read())
            (void)int{**guard};
        if (const auto guard = shared.try_write()) {
            **guard += 1;
            added.fetch_add(1, sync::memory_order_relaxed);
        }
    });
    EXPECT_TRUE(*shared.read() == added.load(sync::memory_order_relaxed)) << "try_write keeps others out";
}

// One turns its writing into reading, the other one writes or reads.
template <bool OtherWrites>
void downgrade() {
    rw_lock<data> shared(0);
    on_threads<2>([&](std::size_t me) {
        if (me == 0) {
            auto guard = shared.write();
            *guard = 1;
            const auto reading = std::move(guard).downgrade();
            EXPECT_TRUE(*reading == 1) << "no writer comes in at a downgrade";
        } else if (OtherWrites) {
            *shared.write() += 5;
        } else {
            (void)int{*shared.read()};
        }
    });
    EXPECT_TRUE(*shared.read() == 1 || *shared.read() == 6) << "every change is kept";
}

// A reader that waits when a writer leaves has been in before that writer writes again.
void a_reader_waits_for_one_writer() {
    raw_rw_lock lock;
    data read(0);
    on_threads<2>([&](std::size_t me) {
        if (me == 1) {
            lock.lock_shared();
            read = 1;
            lock.unlock_shared();
            return;
        }
        lock.lock();
        const bool waits = lock.waiting_readers() == 1;
        lock.unlock();
        lock.lock();
        EXPECT_TRUE(!waits || read == 1) << "a reader waits for at most one writer phase";
        lock.unlock();
    });
}

TEST(RwLock, ThreeReaders) { check(writers_and_readers<0, 3>); }
TEST(RwLock, AReaderThatWritesMeetsAWriter) { check(a_reader_that_writes_meets_a_writer); }
TEST(RwLock, TryFormsKeepOthersOut) { check(try_forms); }
TEST(RwLock, DowngradeLetsNoWriterIn) { check(downgrade<true>); }
TEST(RwLock, DowngradeLetsReadersIn) { check(downgrade<false>); }
TEST(RwLock, AReaderWaitsForOneWriter) { check(a_reader_waits_for_one_writer); }

} // namespace
