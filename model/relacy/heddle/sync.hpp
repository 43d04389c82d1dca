// The second provider of the primitives' building blocks: Relacy's. First on the include path of the Relacy targets, it
// turns the unchanged primitive headers into programs that Relacy's schedulers drive.
//
// Differences from the first provider, all on the safe side for finding bugs unless said: one spin before sleeping;
// virtual time, which a timed wait that gives up moves to its deadline; waking a sleeper also synchronises with it
// (Relacy's futex does), so an order that is wrong only between a wake and the woken thread's next look is not seen
// here.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <tuple>
#include <utility>

#include "../relacy_adapter.hpp"

namespace heddle::sync {

using memory_order = rl::memory_order;
inline constexpr memory_order memory_order_relaxed = rl::mo_relaxed;
inline constexpr memory_order memory_order_acquire = rl::mo_acquire;
inline constexpr memory_order memory_order_release = rl::mo_release;
inline constexpr memory_order memory_order_acq_rel = rl::mo_acq_rel;
inline constexpr memory_order memory_order_seq_cst = rl::mo_seq_cst;

/// Where a primitive made a call, for Relacy's histories.
struct place : rl::debug_info {
    place(const char* function = __builtin_FUNCTION(), const char* file = __builtin_FILE(),
          unsigned line = __builtin_LINE())
        : rl::debug_info(function, file, line) {}
};

template <class T>
class atomic {
public:
    atomic(T value = T{}) : cell_(value) {}
    atomic(const atomic&) = delete;
    atomic& operator=(const atomic&) = delete;

    T load(memory_order order, place at = {}) const { return cell_.load(order, at); }
    void store(T value, memory_order order, place at = {}) { cell_.store(value, order, at); }
    T exchange(T value, memory_order order, place at = {}) { return cell_.exchange(value, order, at); }
    bool compare_exchange_strong(T& expected, T value, memory_order won, memory_order lost, place at = {}) {
        return cell_.compare_exchange_strong(expected, value, won, at, lost, at);
    }
    bool compare_exchange_weak(T& expected, T value, memory_order won, memory_order lost, place at = {}) {
        return cell_.compare_exchange_weak(expected, value, won, at, lost, at);
    }
    template <class Amount>
    T fetch_add(Amount amount, memory_order order, place at = {}) {
        return cell_.fetch_add(static_cast<typename rl::atomic_add_type<T>::type>(amount), order, at);
    }
    template <class Amount>
    T fetch_sub(Amount amount, memory_order order, place at = {}) {
        return cell_.fetch_sub(static_cast<typename rl::atomic_add_type<T>::type>(amount), order, at);
    }
    T fetch_and(T bits, memory_order order, place at = {}) { return cell_.fetch_and(bits, order, at); }
    T fetch_or(T bits, memory_order order, place at = {}) { return cell_.fetch_or(bits, order, at); }
    T fetch_xor(T bits, memory_order order, place at = {}) { return cell_.fetch_xor(bits, order, at); }

    /// Relacy's own cell, for the waiting functions below.
    rl::atomic<T>& cell() const { return cell_; }

private:
    mutable rl::atomic<T> cell_;
};

using word = atomic<std::uint32_t>;

inline void atomic_thread_fence(memory_order order, place at = {}) { rl::atomic_thread_fence(order, at); }

/// Plain data whose every access Relacy checks for races.
template <class T>
class plain {
public:
    plain() { cell_(place{}).store(T{}); }
    plain(T value) { cell_(place{}).store(value); }
    plain(const plain& other) { cell_(place{}).store(other.get()); }
    plain& operator=(const plain& other) { return *this = other.get(); }
    plain& operator=(T value) {
        cell_(place{}).store(value);
        return *this;
    }
    operator T() const { return get(); }
    T operator->() const { return get(); }
    plain& operator+=(T amount) { return *this = get() + amount; }
    plain& operator-=(T amount) { return *this = get() - amount; }
    plain& operator++() { return *this = get() + T{1}; }
    plain& operator--() { return *this = get() - T{1}; }

private:
    T get() const { return cell_(place{}).load(); }

    mutable rl::var<T> cell_;
};

/// Stands beside memory that Relacy does not see: every use of it counts as a change, which races with others.
class watched {
public:
    watched() { touch(); }
    void touch() const { cell_(place{}).store(0); }

private:
    mutable rl::var<int> cell_;
};

inline void yield(place at = {}) { rl::yield(1, at); }
inline void pause(place at = {}) { rl::yield(1, at); }
inline constexpr int spin_limit = 1;
inline std::uint32_t this_thread_id() { return rl::thread_index() + 1; }

/// Time that passes only when somebody waits for it.
struct clock {
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<clock>;
    static constexpr bool is_steady = true;
    static time_point now() noexcept { return current(); }
    /// The present; the runner puts it back to zero before each iteration.
    static time_point& current() noexcept {
        static time_point present{};
        return present;
    }
};

inline bool expired(clock::time_point deadline) noexcept { return clock::now() >= deadline; }

namespace detail {

// Sleeps if the newest value is still `old`; no other thread runs between the look and the sleep.
inline rl::unpark_reason park(const word& where, std::uint32_t old, bool timed, place at) {
    rl::context& all = rl::ctx();
    all.sched();
    std::uint32_t newest = old;
    {
        rl::preemption_disabler alone(all);
        // relaxed and failing or writing the same: Relacy gives a read-modify-write the newest value.
        newest = where.cell().fetch_add(0, rl::mo_relaxed, at);
    }
    if (newest != old)
        return rl::unpark_reason_normal;
    return where.cell().wait(all, timed, true, at);
}

inline void wake(const word& where, rl::thread_id_t count, place at) {
    rl::context& all = rl::ctx();
    all.sched();
    where.cell().wake(all, count, at);
}

} // namespace detail

inline void wait(const word& where, std::uint32_t old, place at = {}) { detail::park(where, old, false, at); }

inline void wait_until(const word& where, std::uint32_t old, clock::time_point deadline, place at = {}) {
    if (!expired(deadline) && detail::park(where, old, true, at) == rl::unpark_reason_timeout && !expired(deadline))
        clock::current() = deadline;
}

inline void notify_one(const word& where, place at = {}) { detail::wake(where, 1, at); }
inline void notify_all(const word& where, place at = {}) { detail::wake(where, 64, at); }

/// The part of std::thread that primitives use, on Relacy's dynamic threads.
class thread {
public:
    thread() noexcept = default;
    template <class F, class... Args>
    explicit thread(F&& f, Args&&... args) {
        using call = std::tuple<std::decay_t<F>, std::decay_t<Args>...>;
        auto task = std::make_unique<call>(std::forward<F>(f), std::forward<Args>(args)...);
        handle_ = rl::ctx().create_thread(&run<call>, task.release());
    }
    thread(thread&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    thread& operator=(thread&& other) noexcept {
        RL_ASSERT_IMPL(!handle_, rl::test_result_user_assert_failed, "a joinable thread is assigned to", place{});
        handle_ = std::exchange(other.handle_, nullptr);
        return *this;
    }
    ~thread() {
        RL_ASSERT_IMPL(!handle_, rl::test_result_user_assert_failed, "a joinable thread is destroyed", place{});
    }

    bool joinable() const noexcept { return handle_ != nullptr; }
    void join() {
        RL_ASSERT_IMPL(handle_, rl::test_result_user_assert_failed, "a thread is joined that is not there", place{});
        handle_->wait(false, false, place{});
        handle_ = nullptr;
    }
    void detach() { handle_ = nullptr; }

private:
    template <class Call>
    static void* run(void* task) {
        const std::unique_ptr<Call> mine(static_cast<Call*>(task));
        std::apply([](auto&& f, auto&&... args) { std::invoke(std::move(f), std::move(args)...); }, std::move(*mine));
        return nullptr;
    }

    rl::win_waitable_object* handle_ = nullptr; // null when there is nothing to join
};

} // namespace heddle::sync
