// What every readers-writer lock owes its users, as properties: lock(), unlock(), lock_shared(), unlock_shared(), and
// try_lock() and try_lock_shared() if it has them. Instantiate rw_lock_contract with the types to check.
#pragma once

#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <thread>

#include <gtest/gtest.h>

#include <heddle/properties/programs.hpp>
#include <heddle/properties/sequences.hpp>
#include <heddle/support/actors.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/rw_lock.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::properties {

template <class Lock>
concept has_try_forms = requires(Lock& lock) {
    { lock.try_lock() } -> std::convertible_to<bool>;
    { lock.try_lock_shared() } -> std::convertible_to<bool>;
};

/// A lock and the data it guards; the two counts notice when somebody is inside who should not be.
template <class Lock>
struct guarded_record {
    Lock lock;
    int value = 0;
    std::atomic<int> readers{0};
    std::atomic<int> writers{0};

    // To be called with the lock held for writing.
    void change(int amount) {
        support::ensure(writers.fetch_add(1) == 0 && readers.load() == 0, "a writer is alone inside");
        const int before = value;
        if (amount % 3 == 0)
            std::this_thread::yield();
        value = before + amount;
        writers.fetch_sub(1);
    }

    // To be called with the lock held for reading.
    void look(int amount) {
        readers.fetch_add(1);
        support::ensure(writers.load() == 0, "readers are inside without a writer");
        const int before = value;
        if (amount % 3 == 0)
            std::this_thread::yield();
        support::ensure_equal(value, before, "nothing changes while it is read");
        readers.fetch_sub(1);
    }
};

/// The lock as one thread sees it.
struct rw_lock_model {
    bool writing = false;
    bool reading = false;
};

template <class Call>
auto elsewhere(Call call) {
    decltype(call()) result{};
    std::thread([&] { result = call(); }).join();
    return result;
}

template <class Lock>
void add_try_operations(std::vector<operation<rw_lock_model, Lock>>& all) {
    using support::ensure_equal;
    all.push_back({"try_lock", [](rw_lock_model& model, Lock& lock, int) {
                       if (model.writing || model.reading)
                           return;
                       ensure_equal(lock.try_lock(), true, "try_lock takes a free lock");
                       model.writing = true;
                   }});
    all.push_back({"try_lock_shared", [](rw_lock_model& model, Lock& lock, int) {
                       if (model.writing || model.reading)
                           return;
                       ensure_equal(lock.try_lock_shared(), true, "try_lock_shared takes a free lock");
                       model.reading = true;
                   }});
    all.push_back({"try_lock_elsewhere", [](rw_lock_model& model, Lock& lock, int) {
                       const bool taken = elsewhere([&] {
                           const bool mine = lock.try_lock();
                           if (mine)
                               lock.unlock();
                           return mine;
                       });
                       ensure_equal(taken, !model.writing && !model.reading,
                                    "try_lock on another thread succeeds just when nobody is inside");
                   }});
    all.push_back({"try_lock_shared_elsewhere", [](rw_lock_model& model, Lock& lock, int) {
                       const bool taken = elsewhere([&] {
                           const bool mine = lock.try_lock_shared();
                           if (mine)
                               lock.unlock_shared();
                           return mine;
                       });
                       ensure_equal(taken, !model.writing,
                                    "try_lock_shared on another thread succeeds just when nobody writes");
                   }});
}

template <class Lock>
std::vector<operation<rw_lock_model, Lock>> rw_lock_operations() {
    std::vector<operation<rw_lock_model, Lock>> all;
    all.push_back({"lock", [](rw_lock_model& model, Lock& lock, int) {
                       if (model.writing || model.reading)
                           return;
                       lock.lock();
                       model.writing = true;
                   }});
    all.push_back({"unlock", [](rw_lock_model& model, Lock& lock, int) {
                       if (!std::exchange(model.writing, false))
                           return;
                       lock.unlock();
                   }});
    all.push_back({"lock_shared", [](rw_lock_model& model, Lock& lock, int) {
                       if (model.writing || model.reading)
                           return;
                       lock.lock_shared();
                       model.reading = true;
                   }});
    all.push_back({"unlock_shared", [](rw_lock_model& model, Lock& lock, int) {
                       if (!std::exchange(model.reading, false))
                           return;
                       lock.unlock_shared();
                   }});
    all.push_back({"lock_shared_elsewhere", [](rw_lock_model& model, Lock& lock, int) {
                       if (model.writing)
                           return;
                       elsewhere([&] {
                           lock.lock_shared();
                           lock.unlock_shared();
                           return true;
                       });
                   }});
    if constexpr (has_try_forms<Lock>)
        add_try_operations(all);
    return all;
}

template <class Lock>
class rw_lock_contract : public testing::Test, support::fits_rw_lock<Lock> {};

TYPED_TEST_SUITE_P(rw_lock_contract);

TYPED_TEST_P(rw_lock_contract, AgreesWithItsModel) {
    agrees_with_model<rw_lock_model, TypeParam>(rw_lock_operations<TypeParam>(), [](auto& model, auto& lock) {
        if (model.writing)
            lock.unlock();
        if (model.reading)
            lock.unlock_shared();
    });
}

/// Enters as the call says, for writing (0, 2) or reading, at once or not at all (2, 3); whether it did.
template <class Lock>
bool enter(Lock& lock, std::size_t how) {
    if constexpr (has_try_forms<Lock>) {
        if (how >= 2)
            return how == 2 ? lock.try_lock() : lock.try_lock_shared();
    }
    how % 2 == 0 ? lock.lock() : lock.lock_shared();
    return true;
}

TYPED_TEST_P(rw_lock_contract, KeepsWritersAloneAndLosesNothing) {
    const vocabulary words{.names = {"write", "read", "try_write", "try_read"}};
    for_all_programs(words, {}, [](const program& threads) {
        guarded_record<TypeParam> record;
        std::atomic<int> expected{0};
        support::run_actors(static_cast<int>(threads.size()), [&](int me) {
            for (const auto& [which, amount] : threads[static_cast<std::size_t>(me)]) {
                support::at(which % 2 == 0 ? "locking to write" : "locking to read");
                if (!enter(record.lock, which))
                    continue;
                if (which % 2 == 0) {
                    const std::lock_guard hold(record.lock, std::adopt_lock); // lets go if a promise is broken
                    record.change(amount);
                    expected.fetch_add(amount, std::memory_order_relaxed);
                } else {
                    const std::shared_lock hold(record.lock, std::adopt_lock);
                    record.look(amount);
                }
            }
        });
        support::ensure_equal(record.value, expected.load(), "every change made by a writer is kept");
    });
}

REGISTER_TYPED_TEST_SUITE_P(rw_lock_contract, AgreesWithItsModel, KeepsWritersAloneAndLosesNothing);

} // namespace heddle::properties
