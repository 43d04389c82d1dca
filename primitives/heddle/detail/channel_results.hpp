// What the operations of a channel answer: a value, or why there is none, or the value that could not be sent.
#pragma once

#include <optional>
#include <utility>

namespace heddle {

/// The answer of send() and try_send(): true when the value is on its way; else it is still here.
template <class T>
class [[nodiscard]] send_result {
public:
    /// The value was sent.
    send_result() = default;
    static send_result disconnected(T&& value) { return {std::move(value), false}; }
    static send_result full(T&& value) { return {std::move(value), true}; }

    explicit operator bool() const noexcept { return !unsent_; }
    /// The receiver is gone: nothing can be sent any more.
    bool is_disconnected() const noexcept { return unsent_ && !full_; }
    /// There is no room now; said by try_send() only.
    bool is_full() const noexcept { return full_; }

    /// The value that was not sent. Only if there is one.
    T& unsent() & noexcept { return *unsent_; }
    T&& unsent() && noexcept { return *std::move(unsent_); }

private:
    send_result(T&& value, bool full) : unsent_(std::move(value)), full_(full) {}

    std::optional<T> unsent_;
    bool full_ = false;
};

/// The answer of try_recv() and recv_timeout(): a value, or why there is none.
template <class T>
class [[nodiscard]] received {
public:
    received(T&& value) : value_(std::move(value)) {}
    static received nothing_yet() { return received(false); }
    static received disconnected() { return received(true); }

    explicit operator bool() const noexcept { return value_.has_value(); }
    bool has_value() const noexcept { return value_.has_value(); }
    /// Nothing has come (in time), but something may.
    bool is_empty() const noexcept { return !value_ && !disconnected_; }
    /// All senders are gone and all that they sent has been received.
    bool is_disconnected() const noexcept { return disconnected_; }

    /// The value. Only if there is one.
    T& operator*() & noexcept { return *value_; }
    T&& operator*() && noexcept { return *std::move(value_); }
    T* operator->() noexcept { return &*value_; }

    std::optional<T> as_optional() && { return std::move(value_); }

private:
    explicit received(bool disconnected) : disconnected_(disconnected) {}

    std::optional<T> value_;
    bool disconnected_ = false;
};

} // namespace heddle
