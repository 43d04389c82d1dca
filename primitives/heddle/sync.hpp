// The building blocks that Heddle's primitives are spelled in: here they are those of the C++ standard library. Another
// provider of this header, earlier on the include path, gives them another meaning without a change to any primitive.
//
// The one thing std lacks is a wait with a deadline on an atomic. It is made from the kernel's futex, and so that a
// waiter with a deadline and one without can share a word, all waiting goes through the four functions at the end.
// Thread-safety: every function may be called from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <thread>

#include <heddle/spin_limit.hpp>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace heddle::sync {

using std::atomic;
using std::atomic_thread_fence;
using std::memory_order;
using std::memory_order_acq_rel;
using std::memory_order_acquire;
using std::memory_order_relaxed;
using std::memory_order_release;
using std::memory_order_seq_cst;
using std::thread;

/// Data that is shared but not atomic: the lock or the protocol around it must keep accesses apart.
template <class T>
using plain = T;

/// Stands beside memory that changes hands but is no plain<T>, and is told of every use: nothing, here.
struct watched {
    void touch() const noexcept {}
};

/// The clock of every deadline.
using clock = std::chrono::steady_clock;

/// A word that threads can sleep on.
using word = atomic<std::uint32_t>;

inline void yield() noexcept { std::this_thread::yield(); }

/// Tells the processor that this thread is spinning.
inline void pause() noexcept { __builtin_ia32_pause(); }

/// A number that no other living or past thread of the process has, from 1 up to 2^31 - 1.
inline std::uint32_t this_thread_id() noexcept {
    static atomic<std::uint32_t> last{0};
    // relaxed: only the number's uniqueness matters, nothing is published with it.
    thread_local const std::uint32_t id = last.fetch_add(1, memory_order_relaxed) + 1;
    return id;
}

namespace detail {

inline long futex(const word& where, int operation, std::uint32_t value, const timespec* deadline) noexcept {
    static_assert(sizeof(word) == sizeof(std::uint32_t) && word::is_always_lock_free);
    return ::syscall(SYS_futex, &where, operation | FUTEX_PRIVATE_FLAG, value, deadline, nullptr,
                     FUTEX_BITSET_MATCH_ANY);
}

inline timespec as_timespec(clock::time_point deadline) noexcept {
    const auto since_boot = deadline.time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since_boot);
    const auto rest = std::chrono::duration_cast<std::chrono::nanoseconds>(since_boot - seconds);
    return {.tv_sec = static_cast<std::time_t>(seconds.count()), .tv_nsec = static_cast<long>(rest.count())};
}

} // namespace detail

/// Sleeps while `where` holds `old`, until notified. May wake without reason: look again.
inline void wait(const word& where, std::uint32_t old) noexcept {
    detail::futex(where, FUTEX_WAIT_BITSET, old, nullptr);
}

/// Like `wait`, but no longer than `deadline`. The caller looks at the word and the clock to learn why it woke.
inline void wait_until(const word& where, std::uint32_t old, clock::time_point deadline) noexcept {
    const timespec until = detail::as_timespec(deadline < clock::time_point{} ? clock::time_point{} : deadline);
    detail::futex(where, FUTEX_WAIT_BITSET, old, &until);
}

/// Wakes one thread that sleeps on `where`, if there is one. Change the word first.
inline void notify_one(const word& where) noexcept { detail::futex(where, FUTEX_WAKE, 1, nullptr); }

/// Wakes every thread that sleeps on `where`. Change the word first.
inline void notify_all(const word& where) noexcept { detail::futex(where, FUTEX_WAKE, INT32_MAX, nullptr); }

/// Whether `deadline` has passed.
inline bool expired(clock::time_point deadline) noexcept { return clock::now() >= deadline; }

} // namespace heddle::sync
