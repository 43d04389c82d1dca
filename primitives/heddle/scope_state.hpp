// What a scope and its threads share: how many are running, and which of them failed.
//
// On the heap and owned together: the last thread wakes the scope after counting itself out, when the scope may already
// have returned. The failed threads are a list that grows at its head (R. Kent Treiber, "Systems Programming: Coping
// with Parallelism", 1986); it is taken once, when nobody adds any more.
//
// Memory ordering: each thread decrements the count of running threads with release and the scope reads zero with
// acquire. The decrements between are read-modify-writes, which continue each release sequence, so what every thread
// did happens before the scope goes on.
#pragma once

#include <cstdint>
#include <exception>
#include <utility>

#include <heddle/owners.hpp>
#include <heddle/sync.hpp>
#include <heddle/task.hpp>

namespace heddle::detail {

/// Made with one owner, the scope.
class scope_state : public owned_together {
public:
    scope_state() noexcept : owned_together(1) {}

    /// Counts a thread in, before it starts.
    void enter() noexcept {
        // relaxed: called by the body, after which the scope waits, or by a thread that is counted itself.
        running_.fetch_add(1, sync::memory_order_relaxed);
        share();
    }

    /// Counts a thread out: its work is done, what it borrowed is free.
    void leave() noexcept {
        // release: publishes what the thread did to the acquire in wait_for_all(); reads nothing.
        if (running_.fetch_sub(1, sync::memory_order_release) == 1)
            sync::notify_one(running_);
        let_go();
    }

    /// Sleeps until every thread has been counted out. For the scope alone.
    void wait_for_all() noexcept {
        // acquire: pairs with the release of every thread in leave().
        while (const std::uint32_t running = running_.load(sync::memory_order_acquire))
            sync::wait(running_, running);
    }

    /// Takes over the share of a thread that died from an exception, until the scope ends.
    void add_failed(completion* one) noexcept {
        // relaxed: the list is read when all threads have been waited for; only the links must be whole.
        one->next_failed = failed_.load(sync::memory_order_relaxed);
        while (!failed_.compare_exchange_weak(one->next_failed, one, sync::memory_order_relaxed,
                                              sync::memory_order_relaxed)) {
        }
    }

    /// The exception of the thread that failed first among those that nobody joined, or null. For the scope alone,
    /// once, after wait_for_all().
    std::exception_ptr take_failures() noexcept {
        std::exception_ptr first;
        // relaxed: wait_for_all() has ordered every addition before this.
        completion* next = failed_.load(sync::memory_order_relaxed);
        while (next) {
            completion* const one = std::exchange(next, next->next_failed);
            if (!one->claimed())
                first = one->error();
            one->let_go();
        }
        return first;
    }

private:
    sync::word running_{0};                     // threads counted in and not out; the scope sleeps on it
    sync::atomic<completion*> failed_{nullptr}; // the failed threads, the last one first; written by threads
};

} // namespace heddle::detail
