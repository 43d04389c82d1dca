// What every semaphore owes its users, under stress: never more holders than permits, every release lets one in, with
// what was done before it, and no permit is lost or made. What it must look like stands in
// heddle/support/fits/semaphore.hpp.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/stress/remarks.hpp>
#include <heddle/stress/scenario.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/semaphore.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// Actors visit a place for as many as there are permits. Then they pass plain data around in a ring, and in the end
/// the first lets all others go at once.
template <class Semaphore>
class semaphore_round : public round {
public:
    semaphore_round(int threads, support::random_source& random)
        : threads_(threads),
          permits_(std::min<int>(1 + static_cast<int>(random.below(static_cast<std::uint64_t>(threads))), most)),
          places_(support::make_semaphore<Semaphore>(permits_)), go_(support::make_semaphore<Semaphore>(0)),
          found_(threads) {
        for (int i = 0; i < threads; ++i)
            turns_.push_back(support::make_semaphore<Semaphore>(i == 0 ? 1 : 0));
    }

    std::uint64_t play(int me, perturbation& shaken) override {
        for (int i = 0; i < visits; ++i)
            visit(me, shaken);
        for (int lap = 0; lap < laps; ++lap)
            pass_on(me, lap, shaken);
        leave(me, shaken);
        return visits + laps + 1;
    }

    void judge() override {
        found_.ensure_none();
        support::at("acquiring every permit");
        for (int i = 0; i < permits_; ++i)
            places_->acquire();
        if constexpr (support::has_try_acquire<Semaphore>)
            support::ensure(!places_->try_acquire(), "there are as many permits as were released");
    }

private:
    static constexpr int most = static_cast<int>(std::min<std::ptrdiff_t>(support::most_permits<Semaphore>(), 1'000));
    static constexpr int visits = 60; // an actor and round
    static constexpr int laps = 10;   // a round

    void visit(int me, perturbation& shaken) {
        support::at("acquiring");
        acquire_somehow(shaken);
        found_.expect(me, inside_.fetch_add(1, std::memory_order_relaxed) < permits_,
                      "no more hold a permit than there are");
        if (permits_ == 1) {
            found_.expect(me, first_ == second_, "who holds the only permit is alone");
            ++first_;
        }
        shaken.shake();
        if (permits_ == 1)
            ++second_;
        inside_.fetch_sub(1, std::memory_order_relaxed);
        places_->release();
        shaken.shake();
    }

    void acquire_somehow(perturbation& shaken) {
        const std::uint64_t how = shaken.random().below(4);
        if constexpr (support::has_try_acquire<Semaphore>) {
            if (how == 0 && places_->try_acquire())
                return;
        }
        if constexpr (support::has_try_acquire_for<Semaphore>) {
            if (how == 1 && places_->try_acquire_for(std::chrono::microseconds(20)))
                return;
        }
        places_->acquire();
    }

    void pass_on(int me, int lap, perturbation& shaken) {
        support::at("waiting for its turn");
        turns_[static_cast<std::size_t>(me)]->acquire();
        found_.expect(me, passed_ == lap * threads_ + me, "what was done before release is seen after acquire");
        ++passed_;
        shaken.shake();
        turns_[static_cast<std::size_t>((me + 1) % threads_)]->release();
    }

    // All at once if the semaphore takes so many permits, else each lets the next one go.
    void leave(int me, perturbation& shaken) {
        const bool together = threads_ - 1 <= most;
        if (me != 0) {
            support::at("waiting to be let go");
            go_->acquire();
        }
        if (me == 0) // give some time to fall asleep
            std::this_thread::sleep_for(std::chrono::microseconds(shaken.random().below(300)));
        if (me == 0 && together)
            support::release_many(*go_, threads_ - 1);
        else if (!together)
            go_->release();
    }

    int threads_;
    int permits_;
    std::unique_ptr<Semaphore> places_;
    std::unique_ptr<Semaphore> go_;                 // permits for all actors but the first
    std::vector<std::unique_ptr<Semaphore>> turns_; // by actor: a permit if it is its turn
    std::atomic<int> inside_{0};                    // who hold a permit of places_
    int first_ = 0;                                 // changed before second_ by who holds the only permit
    int second_ = 0;                                // equal to first_ while nobody holds it
    int passed_ = 0;                                // changed by whose turn it is
    remarks found_;
};

template <class T>
class semaphore_contract : public testing::Test, support::fits_semaphore<T> {};

TYPED_TEST_SUITE_P(semaphore_contract);

TYPED_TEST_P(semaphore_contract, LetsInAsManyAsThereArePermits) {
    run_rounds([](int threads, support::random_source& random) {
        return std::make_unique<semaphore_round<TypeParam>>(threads, random);
    });
}

REGISTER_TYPED_TEST_SUITE_P(semaphore_contract, LetsInAsManyAsThereArePermits);

} // namespace heddle::stress
