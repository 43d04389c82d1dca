// What a readers-writer lock that promises phase-fairness owes its users, under stress. Each writer, while it is alone
// inside, asks the lock who waits and writes down by when they must have been in; the following writers check it. The
// bounds are counted in phases, so a slow machine cannot break them.
#pragma once

#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/stress/scenario.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// Even actors write, odd ones read, each as greedily as it can.
template <class Lock>
class rw_lock_fairness_round : public round {
public:
    explicit rw_lock_fairness_round(int threads)
        : writers_((threads + 1) / 2), last_phase_(static_cast<std::size_t>(threads), 0) {}

    std::uint64_t play(int me, perturbation& shaken) override {
        for (int i = 0; i < visits; ++i)
            me % 2 == 0 ? write(me, shaken) : read(shaken);
        return visits;
    }

    void judge() override {
        support::ensure_equal(lock_.waiting_writers(), 0U, "no writer waits when all have been in");
        support::ensure(reads_.load() >= promised_reads_, "all readers that waited have been in");
    }

private:
    static constexpr int visits = 2 * static_cast<int>(Lock::patience); // an actor and round

    void read(perturbation& shaken) {
        support::at("locking to read");
        const std::shared_lock hold(lock_);
        // relaxed: whoever judges it comes after this reader's unlock_shared().
        reads_.fetch_add(1, std::memory_order_relaxed);
        shaken.shake();
    }

    void write(int me, perturbation& shaken) {
        support::at("locking to write");
        const std::lock_guard hold(lock_); // lets go if a promise is broken, so that the others can end
        ++phase_;
        last_phase_[static_cast<std::size_t>(me)] = phase_;
        support::ensure(reads_.load(std::memory_order_relaxed) >= promised_reads_,
                        "a reader waits for at most one writer phase");
        if (phase_ >= due_) {
            for (const int one : promised_)
                support::ensure(last_phase_[static_cast<std::size_t>(one)] > promised_at_,
                                "a writer waits for at most the writers before it, each overtaken `patience` times");
            promised_.clear();
        }
        shaken.shake();
        promised_reads_ = reads_.load(std::memory_order_relaxed) + lock_.waiting_readers();
        if (promised_.empty())
            promise_writers(me);
    }

    // Which writers wait is known when all others do.
    void promise_writers(int me) {
        const std::uint32_t waiting = lock_.waiting_writers();
        if (waiting == 0 || waiting + 1 != static_cast<std::uint32_t>(writers_))
            return;
        promised_at_ = phase_;
        due_ = phase_ + waiting * (1 + Lock::patience) + 1;
        for (int other = 0; other < 2 * writers_; other += 2) {
            if (other != me)
                promised_.push_back(other);
        }
    }

    int writers_;
    Lock lock_;
    std::atomic<std::uint64_t> reads_{0}; // entries of readers
    // Under the lock:
    std::uint64_t phase_ = 0;               // entries of writers
    std::vector<std::uint64_t> last_phase_; // of each actor that writes
    std::uint64_t promised_reads_ = 0;      // entries that the next writer must find
    std::vector<int> promised_; // actors that waited in phase promised_at_ and must have been in before due_
    std::uint64_t promised_at_ = 0;
    std::uint64_t due_ = 0;
};

template <class Lock>
class rw_lock_fairness_contract : public testing::Test {};

TYPED_TEST_SUITE_P(rw_lock_fairness_contract);

TYPED_TEST_P(rw_lock_fairness_contract, NobodyStarves) {
    run_rounds([](int threads,
                  support::random_source&) { return std::make_unique<rw_lock_fairness_round<TypeParam>>(threads); },
               thread_counts(2));
}

REGISTER_TYPED_TEST_SUITE_P(rw_lock_fairness_contract, NobodyStarves);

} // namespace heddle::stress
