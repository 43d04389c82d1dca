// What every mutex owes its users, as properties. A mutex is a Lockable: lock(), unlock(), and try_lock() if it has
// one. Instantiate mutex_contract with the types to check: INSTANTIATE_TYPED_TEST_SUITE_P(name, mutex_contract, type).
#pragma once

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include <heddle/properties/programs.hpp>
#include <heddle/properties/sequences.hpp>
#include <heddle/support/actors.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/mutex.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::properties {

using support::has_try_lock;

/// A mutex and the data it guards; `inside` notices when two are in the critical section.
template <class Mutex>
struct guarded_counter {
    Mutex mutex;
    int value = 0;
    std::atomic<int> inside{0};

    // To be called with the mutex held.
    void visit(int amount) {
        support::ensure(inside.fetch_add(1, std::memory_order_relaxed) == 0, "one thread at a time holds the mutex");
        const int before = value;
        if (amount % 3 == 0)
            std::this_thread::yield();
        value = before + amount;
        inside.fetch_sub(1, std::memory_order_relaxed);
    }
};

/// The lock as one thread sees it: held or not.
struct mutex_model {
    bool held = false;
};

template <class Mutex>
bool try_lock_elsewhere(Mutex& mutex) {
    bool taken = false;
    std::thread([&] {
        taken = mutex.try_lock();
        if (taken)
            mutex.unlock();
    }).join();
    return taken;
}

template <class Mutex>
std::vector<operation<mutex_model, Mutex>> mutex_operations() {
    using support::ensure_equal;
    std::vector<operation<mutex_model, Mutex>> all;
    all.push_back({"lock", [](mutex_model& model, Mutex& mutex, int) {
                       if (model.held)
                           return;
                       mutex.lock();
                       model.held = true;
                   }});
    all.push_back({"unlock", [](mutex_model& model, Mutex& mutex, int) {
                       if (!model.held)
                           return;
                       mutex.unlock();
                       model.held = false;
                   }});
    if constexpr (has_try_lock<Mutex>) {
        all.push_back({"try_lock", [](mutex_model& model, Mutex& mutex, int) {
                           if (model.held)
                               return;
                           ensure_equal(mutex.try_lock(), true, "try_lock takes a free mutex");
                           model.held = true;
                       }});
        all.push_back({"try_lock_elsewhere", [](mutex_model& model, Mutex& mutex, int) {
                           ensure_equal(try_lock_elsewhere(mutex), !model.held,
                                        "try_lock on another thread succeeds just when the mutex is free");
                       }});
    }
    return all;
}

template <class Mutex>
class mutex_contract : public testing::Test, support::fits_mutex<Mutex> {};

TYPED_TEST_SUITE_P(mutex_contract);

TYPED_TEST_P(mutex_contract, AgreesWithItsModel) {
    agrees_with_model<mutex_model, TypeParam>(mutex_operations<TypeParam>(), [](mutex_model& model, TypeParam& mutex) {
        if (model.held)
            mutex.unlock();
    });
}

TYPED_TEST_P(mutex_contract, ExcludesOthersAndLosesNothing) {
    const vocabulary words{.names = {"add", "try_add"}};
    for_all_programs(words, {}, [](const program& threads) {
        guarded_counter<TypeParam> counter;
        std::atomic<int> expected{0};
        support::run_actors(static_cast<int>(threads.size()), [&](int me) {
            for (const auto& [which, amount] : threads[static_cast<std::size_t>(me)]) {
                support::at("locking");
                if constexpr (has_try_lock<TypeParam>) {
                    if (which == 1 && !counter.mutex.try_lock())
                        continue;
                    if (which == 0)
                        counter.mutex.lock();
                } else {
                    counter.mutex.lock();
                }
                counter.visit(amount);
                counter.mutex.unlock();
                expected.fetch_add(amount, std::memory_order_relaxed);
            }
        });
        support::ensure_equal(counter.value, expected.load(), "every change made under the mutex is kept");
    });
}

REGISTER_TYPED_TEST_SUITE_P(mutex_contract, AgreesWithItsModel, ExcludesOthersAndLosesNothing);

} // namespace heddle::properties
