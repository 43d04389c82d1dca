// Data behind a readers-writer lock: many guards that read, or one that writes.
//
// Semantics: std::sync::RwLock of Rust. A write guard that dies while an exception unwinds poisons the lock, since the
// data may be half changed; a read guard cannot change them and does not. read() and write() then say so by throwing
// `poisoned`; recover_read() and recover_write() give the data all the same. Progress and fairness: those of
// raw_rw_lock. Any thread may call anything; a guard stays with the thread that made it.
//
// Memory ordering: that of raw_rw_lock: what a writer did happens before what later holders do.
#pragma once

#include <optional>
#include <utility>

#include <heddle/poisoned.hpp>
#include <heddle/raw_rw_lock.hpp>
#include <heddle/unwinding.hpp>

namespace heddle {

template <class T>
class rw_lock;

/// The key to read the data of a rw_lock: gives access while it lives.
template <class T>
class read_guard {
public:
    read_guard(read_guard&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)) {}
    read_guard& operator=(read_guard&& other) noexcept {
        read_guard taken(std::move(other));
        std::swap(owner_, taken.owner_);
        return *this;
    }
    ~read_guard() {
        if (owner_)
            owner_->lock_.unlock_shared();
    }

    const T& operator*() const noexcept { return owner_->value_; }
    const T* operator->() const noexcept { return &owner_->value_; }

private:
    friend class rw_lock<T>;
    template <class>
    friend class write_guard;
    explicit read_guard(const rw_lock<T>& owner) noexcept : owner_(&owner) {}

    const rw_lock<T>* owner_; // null once moved from
};

/// The key to change the data of a rw_lock: gives access while it lives.
template <class T>
class write_guard {
public:
    write_guard(write_guard&& other) noexcept
        : owner_(std::exchange(other.owner_, nullptr)), unwinding_(other.unwinding_) {}
    write_guard& operator=(write_guard&& other) noexcept {
        write_guard taken(std::move(other));
        std::swap(owner_, taken.owner_);
        std::swap(unwinding_, taken.unwinding_);
        return *this;
    }
    ~write_guard() {
        if (owner_)
            owner_->end_writing(unwinding_.dying());
    }

    T& operator*() const noexcept { return owner_->value_; }
    T* operator->() const noexcept { return &owner_->value_; }

    /// Turns writing into reading, with no writer in between: readers that wait come in too.
    [[nodiscard]] read_guard<T> downgrade() && {
        owner_->lock_.downgrade();
        return read_guard<T>(*std::exchange(owner_, nullptr));
    }

private:
    friend class rw_lock<T>;
    explicit write_guard(rw_lock<T>& owner) noexcept : owner_(&owner) {}

    rw_lock<T>* owner_; // null once moved from
    unwinding_watch unwinding_;
};

/// A value that many threads may read or one may change. 12 bytes beside the value.
template <class T>
class rw_lock {
public:
    template <class... Args>
        requires std::constructible_from<T, Args...>
    explicit rw_lock(Args&&... args) : value_(std::forward<Args>(args)...) {}

    /// Blocks until the data can be read. Throws `poisoned`; std::system_error if this thread is writing them.
    [[nodiscard]] read_guard<T> read() const { return healthy(recover_read()); }

    /// Blocks until the data are this thread's alone. Throws `poisoned`; std::system_error if they are already.
    [[nodiscard]] write_guard<T> write() { return healthy(recover_write()); }

    /// What read() gives, if nobody is writing or waiting at the closed door to write, else nothing. Throws `poisoned`.
    [[nodiscard]] std::optional<read_guard<T>> try_read() const {
        if (!lock_.try_lock_shared())
            return std::nullopt;
        return healthy(read_guard<T>(*this));
    }

    /// What write() gives, if nobody has the data now, else nothing. Throws `poisoned`.
    [[nodiscard]] std::optional<write_guard<T>> try_write() {
        if (!lock_.try_lock())
            return std::nullopt;
        return healthy(write_guard<T>(*this));
    }

    /// Like read(), but gives the data although a writer died from an exception. The poison stays.
    [[nodiscard]] read_guard<T> recover_read() const {
        lock_.lock_shared();
        return read_guard<T>(*this);
    }

    /// Like write(), but gives the data although a writer died from an exception. The poison stays.
    [[nodiscard]] write_guard<T> recover_write() {
        lock_.lock();
        return write_guard<T>(*this);
    }

    /// The value of a lock that nobody else uses now, without locking. Throws `poisoned`.
    [[nodiscard]] T& get_mut() {
        if (is_poisoned())
            throw poisoned();
        return value_;
    }

    /// Takes the value out of a lock that nobody shares any more. Throws `poisoned`.
    [[nodiscard]] T into_inner() && { return std::move(get_mut()); }

    /// Whether a write guard has died in unwinding since the last clear_poison(). May change at once unless locked.
    [[nodiscard]] bool is_poisoned() const noexcept { return lock_.marked(); }

    /// Says that the data are whole again. Call it with a write guard held.
    void clear_poison() noexcept { lock_.set_mark(false); }

private:
    friend class read_guard<T>;
    friend class write_guard<T>;

    template <class Guard>
    Guard healthy(Guard held) const {
        if (is_poisoned())
            throw poisoned();
        return held;
    }

    void end_writing(bool died) noexcept {
        if (died)
            lock_.set_mark(true);
        lock_.unlock();
    }

    mutable raw_rw_lock lock_; // guards value_; its mark is the poison
    T value_;                  // changed by the writer only
};

template <class T>
rw_lock(T) -> rw_lock<T>;

} // namespace heddle
