// Heddle's readers-writer lock under Relacy. Plain data under the lock: accesses that are not ordered are a race.
#include <heddle/rw_lock.hpp>

#include "../on_threads.hpp"
#include "relacy_case.hpp"

namespace {

using namespace heddle;
using relacy::check;
using data = sync::plain<int>;

// The first `Writers` threads write, the others read.
template <std::size_t Writers, std::size_t Readers>
void writers_and_readers() {
    rw_lock<data> shared(0);
    on_threads<Writers + Readers>([&](std::size_t me) {
        if (me < Writers) {
            *shared.write() += 1;
            return;
        }
        const auto guard = shared.read();
        const int before = *guard;
        check(*guard == before, "nothing changes while it is read");
    });
    check(*shared.read() == Writers, "every change made by a writer is kept");
}

// Each reads and then writes, so that either side meets the other asleep, leaving and coming back.
void readers_that_write() {
    rw_lock<data> shared(0);
    on_threads<2>([&](std::size_t) {
        const int seen = *shared.read();
        *shared.write() += 1;
        check(*shared.read() > seen, "a reader sees what its thread has written");
    });
    check(*shared.read() == 2, "every change made by a writer is kept");
}

void a_writer_that_reads_meets_a_reader_that_writes() {
    rw_lock<data> shared(0);
    on_threads<3>([&](std::size_t me) {
        if (me == 0)
            (void)int{*shared.read()};
        *shared.write() += 1;
        if (me == 2)
            (void)int{*shared.read()};
    });
    check(*shared.read() == 3, "every change made by a writer is kept");
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
    check(*shared.read() == added.load(sync::memory_order_relaxed), "try_write keeps others out");
}

void downgrade() {
    rw_lock<data> shared(0);
    on_threads<3>([&](std::size_t me) {
        if (me == 0) {
            auto guard = shared.write();
            *guard = 1;
            const auto reading = std::move(guard).downgrade();
            check(*reading == 1, "no writer comes in at a downgrade");
        } else if (me == 1) {
            *shared.write() += 5;
        } else {
            (void)int{*shared.read()};
        }
    });
    check(*shared.read() == 1 || *shared.read() == 6, "every change made by a writer is kept");
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
        check(!waits || read == 1, "a reader waits for at most one writer phase");
        lock.unlock();
    });
}

} // namespace

int main(int argc, char** argv) {
    using relacy::one, relacy::search;
    return relacy::run_cases(
        {
            one<&writers_and_readers<2, 0>, 2>("TwoWriters"),
            one<&writers_and_readers<1, 1>, 2>("AWriterAndAReader", search::random_and_full),
            one<&writers_and_readers<1, 2>, 3>("AWriterAndTwoReaders"),
            one<&writers_and_readers<2, 1>, 3>("TwoWritersAndAReader"),
            one<&writers_and_readers<3, 0>, 3>("ThreeWriters"),
            one<&readers_that_write, 2>("ReadersThatWrite"),
            one<&a_writer_that_reads_meets_a_reader_that_writes, 3>("WritersThatReadAndReadersThatWrite"),
            one<&try_forms, 2>("TryFormsKeepOthersOut"),
            one<&downgrade, 3>("DowngradeLetsNoWriterIn"),
            one<&a_reader_waits_for_one_writer, 2>("AReaderWaitsForOneWriter"),
        },
        argc, argv);
}
