// Data behind a lock: the value lives inside and is reachable only through the guard that lock() returns.
//
// Semantics: std::sync::Mutex of Rust. A guard that dies while an exception unwinds poisons the mutex, since the data
// may be half changed; lock() then says so by throwing `poisoned`, and recover() gives the data all the same. Progress:
// that of raw_mutex. Any thread may call anything; a guard stays with the thread that made it.
//
// Memory ordering: that of raw_mutex: what one guard's holder did happens before what the next one's does.
#pragma once

#include <optional>
#include <utility>

#include <heddle/poisoned.hpp>
#include <heddle/raw_mutex.hpp>
#include <heddle/sync.hpp>
#include <heddle/unwinding.hpp>

namespace heddle {

template <class T>
class mutex;

/// The key to the data of a mutex: gives access while it lives, unlocks when it dies.
template <class T>
class mutex_guard {
public:
    mutex_guard(mutex_guard&& other) noexcept
        : owner_(std::exchange(other.owner_, nullptr)), unwinding_(other.unwinding_) {}
    mutex_guard& operator=(mutex_guard&& other) noexcept {
        mutex_guard(std::move(other)).swap(*this);
        return *this;
    }
    ~mutex_guard() {
        if (owner_)
            owner_->release(unwinding_.dying());
    }

    T& operator*() const noexcept { return owner_->value_; }
    T* operator->() const noexcept { return &owner_->value_; }

    void swap(mutex_guard& other) noexcept {
        std::swap(owner_, other.owner_);
        std::swap(unwinding_, other.unwinding_);
    }

    /// The lock beneath, for a condition variable to give back and take again. Valid while the guard holds it.
    raw_mutex& raw() const noexcept { return owner_->lock_; }

private:
    friend class mutex<T>;
    explicit mutex_guard(mutex<T>& owner) noexcept : owner_(&owner) {}

    mutex<T>* owner_; // null once moved from
    unwinding_watch unwinding_;
};

/// A value that one thread at a time may touch. 8 bytes or less beside the value.
template <class T>
class mutex {
public:
    using guard = mutex_guard<T>;

    template <class... Args>
        requires std::constructible_from<T, Args...>
    explicit mutex(Args&&... args) : value_(std::forward<Args>(args)...) {}

    /// Blocks until the data is this thread's. Throws `poisoned`; std::system_error if this thread has it already.
    [[nodiscard]] guard lock() {
        lock_.lock();
        return healthy(guard(*this));
    }

    /// The data if nobody has it now, else nothing. Throws `poisoned`.
    [[nodiscard]] std::optional<guard> try_lock() {
        if (!lock_.try_lock())
            return std::nullopt;
        return healthy(guard(*this));
    }

    /// Like lock(), but gives the data although a holder died from an exception. The poison stays.
    [[nodiscard]] guard recover() {
        lock_.lock();
        return guard(*this);
    }

    /// Takes the value out of a mutex that nobody shares any more. Throws `poisoned`.
    [[nodiscard]] T into_inner() && {
        if (is_poisoned())
            throw poisoned();
        return std::move(value_);
    }

    /// Whether a guard has died in unwinding since the last clear_poison(). May change at once unless locked.
    [[nodiscard]] bool is_poisoned() const noexcept {
        // relaxed: a holder sees it through the lock; without the lock it is only a hint.
        return poisoned_.load(sync::memory_order_relaxed);
    }

    /// Says that the data is whole again. Call it with the guard held.
    void clear_poison() noexcept {
        // relaxed: published to the next holder by the unlock.
        poisoned_.store(false, sync::memory_order_relaxed);
    }

private:
    friend class mutex_guard<T>;

    guard healthy(guard held) const {
        if (is_poisoned())
            throw poisoned();
        return held;
    }

    void release(bool died) noexcept {
        if (died) {
            // relaxed: published to the next holder by the unlock.
            poisoned_.store(true, sync::memory_order_relaxed);
        }
        lock_.unlock();
    }

    raw_mutex lock_;                     // guards value_
    sync::atomic<bool> poisoned_{false}; // written by holders only, read by anyone
    T value_;                            // touched by the holder only
};

template <class T>
mutex(T) -> mutex<T>;

} // namespace heddle
