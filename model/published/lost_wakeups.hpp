// Notifications that nobody gets.
#pragma once

#include "threads.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace published {

// A semaphore that tells only of the first permit: with two who wait, the second permit comes while the first is still
// to be taken, and wakes nobody.
struct always {
    static bool tells(int) { return true; }
};
struct only_from_zero {
    static bool tells(int permits_before) { return permits_before == 0; }
};

template <class Policy>
void semaphore() {
    std::mutex guard;
    std::condition_variable released;
    int permits = 0;
    const auto acquire = [&] {
        std::unique_lock<std::mutex> held(guard);
        released.wait(held, [&] { return permits > 0; });
        --permits;
    };
    const auto release = [&] {
        const std::lock_guard<std::mutex> held(guard);
        if (Policy::tells(permits++))
            released.notify_one();
    };
    in_parallel(acquire, acquire, [&] {
        release();
        release();
    });
    assert(permits == 0);
}

// A flag that is set, and told of, without the lock: both may come between the waiting thread's look and its sleep.
struct with_the_lock {
    using lock = std::unique_lock<std::mutex>;
};
struct without_the_lock {
    struct lock {
        explicit lock(std::mutex&) {}
    };
};

template <class Notifier>
void notify() {
    std::mutex guard;
    std::condition_variable changed;
    std::atomic<bool> ready{false};
    in_parallel(
        [&] {
            std::unique_lock<std::mutex> held(guard);
            while (!ready.load(std::memory_order_relaxed))
                changed.wait(held);
        },
        [&] {
            const typename Notifier::lock held(guard);
            ready.store(true, std::memory_order_relaxed);
            changed.notify_one();
        });
}

// An eventcount (Vyukov, 1024cores.net): who waits announces itself and looks again before it sleeps; who notifies
// makes the change first, and spends nothing if nobody is announced. Without the fences each may miss the other.
template <bool Fenced>
void eventcount() {
    std::atomic<unsigned> epoch{0};
    std::atomic<int> waiters{0};
    std::atomic<bool> ready{false};
    const auto fence = [] {
        if constexpr (Fenced)
            std::atomic_thread_fence(std::memory_order_seq_cst);
    };
    const auto await = [&] {
        while (!ready.load(std::memory_order_acquire)) {
            waiters.fetch_add(1, std::memory_order_relaxed);
            const unsigned ticket = epoch.load(std::memory_order_acquire);
            fence();
            if (!ready.load(std::memory_order_relaxed))
                epoch.wait(ticket, std::memory_order_acquire);
            waiters.fetch_sub(1, std::memory_order_relaxed);
        }
    };
    const auto notify = [&] {
        ready.store(true, std::memory_order_release);
        fence();
        if (waiters.load(std::memory_order_relaxed) == 0)
            return;
        epoch.fetch_add(1, std::memory_order_release);
        epoch.notify_all();
    };
    in_parallel(await, notify);
}

} // namespace published
