#include "crew.hpp"

#include <condition_variable>
#include <mutex>

#include <pthread.h>
#include <sched.h>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace heddle::properties {

shift::shift(std::size_t count_rounds, std::size_t count_calls) {
    rounds.reserve(count_rounds);
    for (std::size_t i = 0; i < count_rounds; ++i)
        rounds.push_back({nullptr, std::vector<call_stamps>(count_calls), std::vector<std::uint16_t>(count_calls)});
}

#if defined(__x86_64__)
// lfence keeps the counter from being read early or late, and orders no memory that anybody could see.
std::int64_t stamp_of_call() {
    const auto now = static_cast<std::int64_t>(__rdtsc());
    _mm_lfence();
    return now;
}
std::int64_t stamp_of_return() {
    _mm_lfence();
    return static_cast<std::int64_t>(__rdtsc());
}
std::int64_t margin_of_stamps() { return 10'000; } // a few microseconds
#else
std::int64_t stamp_of_call() { return std::chrono::steady_clock::now().time_since_epoch().count(); }
std::int64_t stamp_of_return() { return stamp_of_call(); }
std::int64_t margin_of_stamps() { return 5'000; }
#endif

namespace {

void dawdle(std::uint16_t how_long) {
    if (how_long == let_others_go) {
        std::this_thread::yield();
        return;
    }
    for (std::uint16_t i = 0; i < how_long; ++i)
        asm volatile(""); // a turn takes about a nanosecond, and touches no memory
}

// Two threads that share a core take turns, and never meet in the middle of a call; schedulers leave them so for long.
void stay_on_core_of_your_own(std::thread& worker, std::size_t number) {
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return;
    std::size_t left = number % static_cast<std::size_t>(CPU_COUNT(&allowed));
    for (int core = 0; core < CPU_SETSIZE; ++core) {
        if (!CPU_ISSET(core, &allowed) || left-- > 0)
            continue;
        cpu_set_t only;
        CPU_ZERO(&only);
        CPU_SET(core, &only);
        // Whether it is obeyed makes no difference but in time.
        (void)pthread_setaffinity_np(worker.native_handle(), sizeof only, &only);
        return;
    }
}

void run_calls(shift::round& one, std::pair<std::uint32_t, std::uint32_t> calls) {
    for (std::uint32_t call = calls.first; call < calls.second; ++call) {
        dawdle(one.waits[call]);
        // relaxed: nothing is published. release: who finds the call returned may read the answer, as a judge of a run
        // that hangs does; the threads of the run read no stamps, so nothing is ordered among them.
        one.stamps[call].called.store(stamp_of_call(), std::memory_order_relaxed);
        one.object->make(call);
        one.stamps[call].returned.store(stamp_of_return(), std::memory_order_release);
    }
}

void work_through(shift& work, std::size_t me) {
    const std::uint64_t threads = work.calls_of.size();
    std::uint64_t expected = 0;
    for (shift::round& one : work.rounds) {
        expected += threads;
        // acq_rel and acquire: only objects that are done with come before.
        work.arrived.fetch_add(1, std::memory_order_acq_rel);
        for (int looks = 0; work.arrived.load(std::memory_order_acquire) < expected; ++looks) {
            if (looks <= 500)
                continue;
            if (work.abandoned.load(std::memory_order_relaxed)) // relaxed: it tells nothing else
                return;
            std::this_thread::yield();
        }
        run_calls(one, work.calls_of[me]);
    }
}

} // namespace

// Where a thread finds its next shift.
struct crew::desk {
    std::mutex lock;
    std::condition_variable news;
    std::shared_ptr<shift> work; // null: none
    bool go_home = false;
    std::thread worker;

    void serve(std::size_t me) {
        for (;;) {
            std::shared_ptr<shift> mine;
            {
                std::unique_lock hold(lock);
                news.wait(hold, [&] { return work || go_home; });
                if (!work)
                    return;
                mine = std::move(work);
                work.reset();
            }
            work_through(*mine, me);
            // release: what was done is there for who sees that nobody is missing.
            mine->missing.fetch_sub(1, std::memory_order_release);
        }
    }

    void hand(std::shared_ptr<shift> next) {
        const std::scoped_lock hold(lock);
        work = std::move(next);
        go_home = work == nullptr;
        news.notify_one();
    }
};

crew::crew() = default;

crew::~crew() {
    for (const auto& each : desks_)
        each->hand(nullptr);
    for (const auto& each : desks_)
        each->worker.join();
}

// Those that hang cannot be joined; the others go home by themselves.
void crew::leave_alone() {
    for (const auto& each : desks_) {
        each->hand(nullptr);
        each->worker.detach();
    }
    desks_.clear();
}

void crew::hire(std::size_t count) {
    while (desks_.size() < count) {
        const auto next = std::make_shared<desk>();
        next->worker = std::thread([next, me = desks_.size()] { next->serve(me); });
        stay_on_core_of_your_own(next->worker, desks_.size());
        desks_.push_back(next);
    }
}

bool crew::run(const std::shared_ptr<shift>& work, std::chrono::milliseconds patience) {
    const std::size_t threads = work->calls_of.size();
    hire(threads);
    work->missing.store(static_cast<std::uint32_t>(threads), std::memory_order_relaxed); // handed over with the shift
    for (std::size_t i = 0; i < threads; ++i)
        desks_[i]->hand(work);
    auto deadline = std::chrono::steady_clock::now() + patience;
    std::uint64_t arrived = 0;
    // acquire: of what they have done.
    for (int looks = 0; work->missing.load(std::memory_order_acquire) > 0; ++looks) {
        if (looks < 200)
            std::this_thread::yield();
        else
            std::this_thread::sleep_for(std::chrono::microseconds(looks < 2000 ? 20 : 500));
        if (looks % 64 != 63)
            continue;
        const auto now = std::chrono::steady_clock::now();
        // relaxed: whether anybody got on is all that is asked.
        if (const std::uint64_t seen = work->arrived.load(std::memory_order_relaxed); seen != arrived) {
            arrived = seen;
            deadline = now + patience;
        } else if (now > deadline) {
            work->abandoned.store(true, std::memory_order_relaxed);
            leave_alone();
            return false;
        }
    }
    return true;
}

} // namespace heddle::properties
