// Heddle's readers-writer lock under its contract and the fairness contract, and what rw_lock<T> promises beyond them.
#include <heddle/properties/rw_lock_contract.hpp>
#include <heddle/properties/rw_lock_fairness_contract.hpp>
#include <heddle/rw_lock.hpp>

#include <memory>
#include <string>

namespace heddle::properties {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, rw_lock_contract, raw_rw_lock);
static_assert(fair_rw_lock<raw_rw_lock>);
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, rw_lock_fairness_contract, raw_rw_lock);
} // namespace heddle::properties

namespace {

using namespace heddle;
using namespace heddle::properties;
using support::ensure_equal;

static_assert(sizeof(raw_rw_lock) == 12);
static_assert(sizeof(rw_lock<int>) == sizeof(int) + 12);
static_assert(std::is_same_v<decltype(*std::declval<read_guard<int>>()), const int&>);

struct model {
    int value = 0;
    bool poisoned = false;
};

struct subject {
    std::unique_ptr<rw_lock<int>> now = std::make_unique<rw_lock<int>>(0);
};

// Runs `use`, which must throw `poisoned` just when the model says so; returns whether it did not.
template <class Use>
bool healthy(const model& expected, Use use) {
    bool refused = false;
    try {
        use();
    } catch (const poisoned&) {
        refused = true;
    }
    ensure_equal(refused, expected.poisoned, "access says whether a writer died");
    return !refused;
}

template <class Guard>
void dies(Guard) {
    throw std::runtime_error("dies");
}

void ensure_value(const model& expected, int actual) { ensure_equal(actual, expected.value, "it gives the data"); }

operation<model, subject> writing(const char* name, void (*write)(rw_lock<int>&, int)) {
    return {name, [write](model& expected, subject& actual, int value) {
                if (healthy(expected, [&] { write(*actual.now, value); }))
                    expected.value = value;
            }};
}

operation<model, subject> reading(const char* name, int (*read)(rw_lock<int>&)) {
    return {name, [read](model& expected, subject& actual, int) {
                healthy(expected, [&] { ensure_value(expected, read(*actual.now)); });
            }};
}

std::vector<operation<model, subject>> operations() {
    return {
        writing("write", [](rw_lock<int>& lock, int value) { *lock.write() = value; }),
        writing("try_write", [](rw_lock<int>& lock, int value) { **lock.try_write() = value; }),
        writing("get_mut", [](rw_lock<int>& lock, int value) { lock.get_mut() = value; }),
        writing("write_and_downgrade",
                [](rw_lock<int>& lock, int value) {
                    auto guard = lock.write();
                    *guard = value;
                    const auto reader = std::move(guard).downgrade();
                    ensure_equal(*reader, value, "downgrade keeps the data");
                    ensure_equal(*lock.read(), value, "downgrade lets readers in");
                }),
        reading("read", [](rw_lock<int>& lock) { return *lock.read(); }),
        reading("try_read", [](rw_lock<int>& lock) { return **lock.try_read(); }),
        reading("into_inner", [](rw_lock<int>& lock) { return std::move(lock).into_inner(); }),
        {"recover_read",
         [](model& expected, subject& actual, int) { ensure_value(expected, *actual.now->recover_read()); }},
        {"writer_dies",
         [](model& expected, subject& actual, int value) {
             auto guard = actual.now->recover_write();
             *guard = value;
             EXPECT_THROW(dies(std::move(guard)), std::runtime_error);
             expected = {value, true};
         }},
        {"reader_dies",
         [](model&, subject& actual, int) { EXPECT_THROW(dies(actual.now->recover_read()), std::runtime_error); }},
        {"clear_poison",
         [](model& expected, subject& actual, int) {
             actual.now->clear_poison();
             expected.poisoned = false;
         }},
        {"is_poisoned",
         [](model& expected, subject& actual, int) {
             ensure_equal(actual.now->is_poisoned(), expected.poisoned, "is_poisoned says whether a writer died");
         }},
    };
}

TEST(RwLock, AgreesWithItsModelThroughDeathAndRecovery) { agrees_with_model(operations()); }

TEST(RwLock, LetsReadersInTogether) {
    const rw_lock<int> shared(7);
    const auto mine = shared.read();
    EXPECT_EQ(elsewhere([&] { return *shared.read(); }), 7);
    EXPECT_FALSE(elsewhere([&] { return const_cast<rw_lock<int>&>(shared).try_write().has_value(); }));
}

TEST(RwLock, ReportsRelockingByItsWriter) {
    rw_lock<int> shared(1);
    {
        auto guard = shared.write();
        EXPECT_THROW((void)shared.write(), std::system_error);
        EXPECT_THROW((void)shared.read(), std::system_error);
        EXPECT_FALSE(shared.try_write().has_value());
        EXPECT_FALSE(shared.try_read().has_value());
    }
    EXPECT_EQ(**shared.try_write(), 1) << "a refused call leaves nothing behind";
}

TEST(RwLock, ReportsUnlockingWithoutHolding) {
    raw_rw_lock lock;
    EXPECT_THROW(lock.unlock(), std::system_error);
    EXPECT_THROW(lock.downgrade(), std::system_error);
    EXPECT_THROW(lock.unlock_shared(), std::system_error);
    lock.lock();
    std::thread([&] { EXPECT_THROW(lock.unlock(), std::system_error); }).join();
    lock.unlock();
    EXPECT_TRUE(lock.try_lock());
    lock.unlock();
}

TEST(RwLock, ReportsTooManyReaders) {
    raw_rw_lock lock;
    for (std::uint32_t i = 0; i < raw_rw_lock::max_readers; ++i)
        lock.lock_shared();
    EXPECT_THROW(lock.lock_shared(), std::system_error);
    EXPECT_FALSE(lock.try_lock_shared());
    for (std::uint32_t i = 0; i < raw_rw_lock::max_readers; ++i)
        lock.unlock_shared();
    EXPECT_TRUE(lock.try_lock()) << "the refused reader has left";
    lock.unlock();
}

TEST(RwLock, IsNotPoisonedByAGuardTakenAndGivenBackDuringUnwinding) {
    rw_lock<int> shared(1);
    struct user {
        rw_lock<int>& shared;
        ~user() { *shared.write() += 1; }
    };
    try {
        const user last{shared};
        throw std::runtime_error("unwinds");
    } catch (const std::runtime_error&) {
    }
    EXPECT_EQ(*shared.read(), 2);
}

TEST(RwLock, MovesTheLockWithItsGuards) {
    rw_lock<std::string> shared("a");
    {
        auto guard = shared.write();
        auto moved = std::move(guard);
        moved->append("b");
        EXPECT_FALSE(shared.try_read().has_value());
    }
    {
        auto guard = shared.read();
        auto other = shared.read();
        guard = std::move(other);
        EXPECT_EQ(*guard, "ab");
        EXPECT_FALSE(elsewhere([&] { return shared.try_write().has_value(); }));
    }
    EXPECT_TRUE(shared.try_write().has_value());
}

TEST(RwLock, DowngradeLetsWaitingReadersInAndNoWriter) {
    raw_rw_lock lock;
    std::atomic<bool> written{false};
    lock.lock();
    std::thread reader([&] {
        lock.lock_shared();
        lock.unlock_shared();
    });
    std::thread writer([&] {
        lock.lock();
        written = true;
        lock.unlock();
    });
    wait_until_true("waiting for both to wait",
                    [&] { return lock.waiting_readers() == 1 && lock.waiting_writers() == 1; });
    lock.downgrade();
    reader.join();
    EXPECT_FALSE(written.load());
    lock.unlock_shared();
    writer.join();
    EXPECT_TRUE(written.load());
}

TEST(TicketQueue, CountsOnWhenItsTicketsStartAnew) {
    ticket_queue queue;
    for (std::uint32_t i = 0; i < 3 * 0x10000; ++i) {
        const std::uint32_t ticket = queue.reach_head();
        ASSERT_EQ(ticket, i % 0x10000);
        ASSERT_EQ(queue.length(), 1U);
        ASSERT_FALSE(queue.leave(ticket));
        ASSERT_EQ(queue.length(), 0U);
    }
}

} // namespace
