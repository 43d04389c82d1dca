// Spin loops in the engine, without annotation: a turn that changes nothing is not explored, so that programs that spin
// have as many executions as if they waited; what nobody ends is a livelock; what counts its turns is unrolled.
#include "engine_test_support.hpp"

#include <array>
#include <thread>

namespace {

using namespace heddle::model;
using heddle::model::testing_support::expect_complete;
using heddle::model::testing_support::expect_failure;
using heddle::model::testing_support::run_threads;
using heddle::model::testing_support::why_not;

class ticket_lock {
public:
    void lock() {
        const unsigned mine = next_.fetch_add(1, std::memory_order_relaxed);
        while (serving_.load(std::memory_order_acquire) != mine) {
        }
    }
    void unlock() { serving_.store(serving_.load(std::memory_order_relaxed) + 1, std::memory_order_release); }

private:
    std::atomic<unsigned> next_{0};
    std::atomic<unsigned> serving_{0};
};

class test_and_set_lock {
public:
    void lock() {
        while (taken_.test_and_set(std::memory_order_acquire)) {
        }
    }
    void unlock() { taken_.clear(std::memory_order_release); }

private:
    std::atomic_flag taken_{};
};

class compare_exchange_lock {
public:
    void lock() {
        int expected = 0;
        while (!taken_.compare_exchange_weak(expected, 1, std::memory_order_acquire, std::memory_order_relaxed))
            expected = 0;
    }
    void unlock() { taken_.store(0, std::memory_order_release); }

private:
    std::atomic<int> taken_{0};
};

// Each thread spins on a cell of its own, which its predecessor writes.
class mcs_lock {
public:
    struct node {
        std::atomic<node*> next{nullptr};
        std::atomic<bool> waits{true};
    };
    void lock(node& mine) {
        node* const before = tail_.exchange(&mine, std::memory_order_acq_rel);
        if (before == nullptr)
            return;
        before->next.store(&mine, std::memory_order_release);
        while (mine.waits.load(std::memory_order_acquire)) {
        }
    }
    void unlock(node& mine) {
        node* expected = &mine;
        if (tail_.compare_exchange_strong(expected, nullptr, std::memory_order_release, std::memory_order_relaxed))
            return;
        node* after = nullptr;
        while ((after = mine.next.load(std::memory_order_acquire)) == nullptr) {
        }
        after->waits.store(false, std::memory_order_release);
    }

private:
    std::atomic<node*> tail_{nullptr};
};

// Each thread spins on its predecessor's cell.
template <std::size_t Threads>
class clh_lock {
public:
    clh_lock() { cells_[Threads].store(false, std::memory_order_relaxed); }
    void lock(std::size_t me) {
        cells_[me].store(true, std::memory_order_relaxed);
        const std::size_t before = tail_.exchange(me, std::memory_order_acq_rel);
        while (cells_[before].load(std::memory_order_acquire)) {
        }
    }
    void unlock(std::size_t me) { cells_[me].store(false, std::memory_order_release); }

private:
    std::array<std::atomic<bool>, Threads + 1> cells_{};
    std::atomic<std::size_t> tail_{Threads};
};

template <class Lock, std::size_t Threads>
void one_section_each() {
    Lock lock;
    int count = 0;
    run_threads<Threads>([&](std::size_t) {
        lock.lock();
        ++count;
        lock.unlock();
    });
    EXPECT_EQ(count, static_cast<int>(Threads));
}

TEST(Spins, TicketLocksHaveAnExecutionForEachOrder) {
    expect_complete(2, one_section_each<ticket_lock, 2>);
    expect_complete(6, one_section_each<ticket_lock, 3>);
    expect_complete(24, one_section_each<ticket_lock, 4>);
}

TEST(Spins, TestAndSetLocksHaveAnExecutionForEachOrder) {
    expect_complete(2, one_section_each<test_and_set_lock, 2>);
    expect_complete(6, one_section_each<test_and_set_lock, 3>);
    expect_complete(24, one_section_each<test_and_set_lock, 4>);
}

TEST(Spins, CompareExchangeLocksHaveAnExecutionForEachOrder) {
    expect_complete(2, one_section_each<compare_exchange_lock, 2>);
    expect_complete(6, one_section_each<compare_exchange_lock, 3>);
    expect_complete(24, one_section_each<compare_exchange_lock, 4>);
}

TEST(Spins, ClhLocksHaveAnExecutionForEachOrder) {
    const auto body = [] {
        clh_lock<3> lock;
        int count = 0;
        run_threads<3>([&](std::size_t me) {
            lock.lock(me);
            ++count;
            lock.unlock(me);
        });
        EXPECT_EQ(count, 3);
    };
    expect_complete(6, body);
}

TEST(Spins, McsLocksHaveTwoMoreWaysToHandOver) {
    // for each order: the second comes when the first has gone, or is found by it
    expect_complete(4, [] {
        mcs_lock lock;
        int count = 0;
        run_threads<2>([&](std::size_t) {
            mcs_lock::node mine;
            lock.lock(mine);
            ++count;
            lock.unlock(mine);
        });
        EXPECT_EQ(count, 2);
    });
}

TEST(Spins, SenseReversingBarriersHaveAnExecutionForEachOrderOfArrivals) {
    const auto rounds = []<std::size_t Threads, int Rounds>() {
        std::atomic<std::size_t> arrived{0};
        std::atomic<int> sense{0};
        run_threads<Threads>([&](std::size_t) {
            for (int mine = 1; mine <= Rounds; ++mine) {
                if (arrived.fetch_add(1, std::memory_order_acq_rel) == Threads - 1) {
                    arrived.store(0, std::memory_order_relaxed);
                    sense.store(mine, std::memory_order_release);
                } else {
                    while (sense.load(std::memory_order_acquire) < mine) {
                    }
                }
            }
        });
    };
    expect_complete(2, [&] { rounds.operator()<2, 1>(); });
    expect_complete(8, [&] { rounds.operator()<2, 3>(); });
    expect_complete(24, [&] { rounds.operator()<4, 1>(); });
    expect_complete(36, [&] { rounds.operator()<3, 2>(); });
}

TEST(Spins, FlagHandshakesHaveOneExecution) {
    expect_complete(1, [] {
        std::atomic<int> turn{0};
        int data = 0;
        run_threads<2>([&](std::size_t me) {
            for (int round = 0; round < 3; ++round) {
                while (turn.load(std::memory_order_acquire) % 2 != static_cast<int>(me)) {
                }
                ++data;
                turn.store(turn.load(std::memory_order_relaxed) + 1, std::memory_order_release);
            }
        });
        EXPECT_EQ(data, 6);
    });
}

TEST(Spins, YieldingChangesNothing) {
    const result found = explore([] {
        std::atomic<int> flag{0};
        std::thread other([&] { flag.store(1); });
        while (flag.load() == 0)
            std::this_thread::yield();
        other.join();
    });
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_LE(found.executions, 2U); // optimised code may come to the loop in another state than back to it
}

// A reader that looks once, against one that looks until it sees something whole.
template <bool Once>
void read_between_writes() {
    std::atomic<unsigned> version{0};
    std::atomic<int> first{0};
    std::atomic<int> second{0};
    std::thread writer([&] {
        for (int i = 1; i <= 2; ++i) {
            const unsigned before = version.load(std::memory_order_relaxed);
            version.store(before + 1, std::memory_order_relaxed);
            std::atomic_thread_fence(std::memory_order_release);
            first.store(i, std::memory_order_relaxed);
            second.store(i, std::memory_order_relaxed);
            version.store(before + 2, std::memory_order_release);
        }
    });
    bool whole = false;
    int a = -1;
    int b = -1;
    while (!whole) {
        const unsigned before = version.load(std::memory_order_acquire);
        a = first.load(std::memory_order_relaxed);
        b = second.load(std::memory_order_relaxed);
        std::atomic_thread_fence(std::memory_order_acquire);
        whole = before % 2 == 0 && version.load(std::memory_order_relaxed) == before;
        if (Once)
            break;
    }
    if (whole) {
        EXPECT_EQ(a, b);
        observe(std::to_string(a));
    } else {
        observe("torn");
    }
    writer.join();
}

TEST(Spins, SequenceLockReadersSeeWhatOneLookCanSee) {
    options how;
    how.self_check = true;
    const result once = explore(read_between_writes<true>, how);
    const result until_whole = explore(read_between_writes<false>, how);
    EXPECT_TRUE(once.verified()) << why_not(once);
    EXPECT_TRUE(until_whole.verified()) << why_not(until_whole);
    EXPECT_EQ(until_whole.duplicates, 0U);
    for (const char* const seen : {"0", "1", "2"}) {
        EXPECT_TRUE(once.observations.contains(seen));
        EXPECT_TRUE(until_whole.observations.contains(seen));
    }
    EXPECT_EQ(until_whole.observations.size(), 3U);
}

// Spinning until the flag is up, against looking three times: the same outcomes, but for those that do not see it.
template <bool Bounded>
void message_passing() {
    std::atomic<int> flag{0};
    std::atomic<int> data{0};
    std::thread writer([&] {
        data.store(1, std::memory_order_relaxed);
        flag.store(1, std::memory_order_relaxed);
        data.store(2, std::memory_order_relaxed);
    });
    int looks = 0;
    bool up = false;
    while (!up && (!Bounded || looks < 3)) {
        up = flag.load(std::memory_order_acquire) == 1;
        looks += Bounded ? 1 : 0;
    }
    observe(up ? std::to_string(data.load(std::memory_order_relaxed)) : "not seen");
    writer.join();
}

TEST(Spins, LoseNoOutcome) {
    options how;
    how.self_check = true;
    const result spinning = explore(message_passing<false>, how);
    const result unrolled = explore(message_passing<true>, how);
    EXPECT_TRUE(spinning.verified()) << why_not(spinning);
    EXPECT_TRUE(unrolled.verified()) << why_not(unrolled);
    const std::map<std::string, std::uint64_t> three{{"0", 1}, {"1", 1}, {"2", 1}};
    EXPECT_EQ(spinning.observations, three); // relaxed: the flag orders nothing
    EXPECT_EQ(unrolled.observations.at("0"), 3U);
    EXPECT_EQ(unrolled.observations.at("2"), 3U);
    EXPECT_EQ(unrolled.observations.at("not seen"), 1U);
}

TEST(Spins, WhatTheLoopRemembersIsKept) {
    // the last value before the one awaited: nothing is a turn in vain until it repeats
    options how;
    how.self_check = true;
    const result found = explore(
        [] {
            std::atomic<int> x{0};
            std::thread writer([&] {
                x.store(1, std::memory_order_relaxed);
                x.store(2, std::memory_order_relaxed);
            });
            int last = -1;
            int now = 0;
            while ((now = x.load(std::memory_order_relaxed)) != 2)
                last = now;
            observe(std::to_string(last));
            writer.join();
        },
        how);
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_EQ(found.duplicates, 0U);
    EXPECT_EQ(found.observations.size(), 3U); // -1, 0, 1
}

TEST(Spins, CountedLoopsAreUnrolled) {
    options how;
    how.self_check = true;
    const result found = explore(
        [] {
            std::atomic<int> x{0};
            std::thread writer([&] { x.store(1, std::memory_order_relaxed); });
            int turns = 0;
            while (turns < 4 && x.load(std::memory_order_relaxed) == 0)
                ++turns;
            observe(std::to_string(turns));
            writer.join();
        },
        how);
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_EQ(found.observations.size(), 5U);
    EXPECT_EQ(found.executions, 5U);
}

TEST(Spins, AnEffectOnMemoryIsNoTurnInVain) {
    options how;
    how.self_check = true;
    const result found = explore(
        [] {
            std::atomic<int> x{0};
            static int turns;
            turns = 0;
            std::thread writer([&] { x.store(1, std::memory_order_relaxed); });
            while (x.load(std::memory_order_relaxed) == 0 && turns < 3)
                ++turns;
            observe(std::to_string(turns));
            writer.join();
        },
        how);
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_EQ(found.observations.size(), 4U);
}

TEST(Spins, FindsALoopThatNobodyEnds) {
    expect_failure(failure_kind::livelock, [] {
        std::atomic<int> x{0};
        std::thread other([&] {
            while (x.load() == 0) {
            }
        });
        other.join();
    });
}

TEST(Spins, FindsTwoThatWaitForEachOther) {
    expect_failure(failure_kind::livelock, [] {
        std::array<std::atomic<int>, 2> ready{};
        run_threads<2>([&](std::size_t me) {
            while (ready[1 - me].load() == 0) {
            }
            ready[me].store(1);
        });
    });
}

TEST(Spins, FindsALockThatIsNotGivenBack) {
    expect_failure(failure_kind::livelock, [] {
        test_and_set_lock lock;
        run_threads<2>([&](std::size_t) { lock.lock(); });
    });
}

TEST(Spins, FindsABarrierWithoutSenseReversal) {
    // the one who is late for the first round sees the count of the second
    expect_failure(failure_kind::livelock, [] {
        std::atomic<int> arrived{0};
        run_threads<2>([&](std::size_t) {
            for (int round = 0; round < 2; ++round) {
                if (arrived.fetch_add(1) == 1)
                    arrived.store(0);
                else
                    while (arrived.load() != 0) {
                    }
            }
        });
    });
}

TEST(Spins, FindsTheRaceThatWeakSpinningAllows) {
    expect_failure(failure_kind::data_race, [] {
        std::atomic<int> flag{0};
        int data = 0;
        std::thread writer([&] {
            data = 1;
            flag.store(1, std::memory_order_release);
        });
        while (flag.load(std::memory_order_relaxed) == 0) {
        }
        EXPECT_EQ(data, 1);
        writer.join();
    });
}

} // namespace
