// The queue of sync_channel<T>(0): a sender waits until the receiver has taken its value.
//
// One place behind a lock, and three crowds of sleepers: the receiver; senders that wait for the place; the sender
// whose value lies there. Progress: blocking; brief spinning before sleep.
//
// Memory ordering: everything is published by the lock.
#pragma once

#include <mutex>
#include <optional>
#include <utility>

#include <heddle/detail/channel_results.hpp>
#include <heddle/detail/deadline.hpp>
#include <heddle/detail/sleepers.hpp>
#include <heddle/raw_mutex.hpp>
#include <heddle/sync.hpp>

namespace heddle::detail {

/// send(), try_send() and senders_gone() from any thread; the rest from one thread at a time, the receiver's.
template <class T>
class rendezvous_queue {
public:
    rendezvous_queue() = default;
    rendezvous_queue(const rendezvous_queue&) = delete;
    rendezvous_queue& operator=(const rendezvous_queue&) = delete;

    /// Blocks until the receiver has taken the value.
    send_result<T> send(T&& value) {
        spin_while(true);
        std::unique_lock held(lock_);
        while (!receiver_gone_ && place_)
            need_place_.sleep(held, deadline::never());
        if (receiver_gone_)
            return send_result<T>::disconnected(std::move(value));
        return wait_until_taken(put(held, std::move(value)));
    }

    /// Never blocks: the receiver takes the value at once, since it waits, or it comes back.
    send_result<T> try_send(T&& value) {
        std::unique_lock held(lock_);
        if (receiver_gone_)
            return send_result<T>::disconnected(std::move(value));
        if (place_ || !need_value_.any())
            return send_result<T>::full(std::move(value));
        put(held, std::move(value));
        return {};
    }

    /// Call it once, after all sends.
    void senders_gone() noexcept {
        const std::unique_lock held(lock_);
        senders_gone_ = true;
        if (need_value_.changed())
            need_value_.notify_one();
    }

    received<T> try_receive() {
        std::unique_lock held(lock_);
        return take(held);
    }

    /// Blocks until there is a value, the senders are gone, or `until` has passed.
    received<T> receive(deadline until) {
        spin_while(false);
        std::unique_lock held(lock_);
        while (!place_ && !senders_gone_ && !until.passed())
            need_value_.sleep(held, until);
        return take(held);
    }

    /// Refuses what is sent from now on; a value that waits goes back to its sender. Call it once, last.
    void receiver_gone() noexcept {
        const std::unique_lock held(lock_);
        receiver_gone_ = true;
        if (need_place_.changed())
            need_place_.notify_all();
        if (need_taking_.changed())
            need_taking_.notify_all();
    }

private:
    void spin_while(bool occupied) const noexcept {
        // relaxed: only a hint whether it is time to take the lock.
        for (int looks = 0; looks < sync::spin_limit && hint_.load(sync::memory_order_relaxed) == occupied; ++looks)
            sync::pause();
    }

    // Puts `value` into the empty place; returns its number, from 1. Gives the lock back.
    std::uint64_t put(std::unique_lock<raw_mutex>& held, T&& value) {
        place_.emplace(std::move(value));
        set_hint();
        const std::uint64_t number = ++put_;
        const bool awaited = need_value_.changed();
        held.unlock();
        if (awaited)
            need_value_.notify_one();
        return number;
    }

    // The value, or why there is none. Gives the lock back.
    received<T> take(std::unique_lock<raw_mutex>& held) {
        if (!place_)
            return senders_gone_ ? received<T>::disconnected() : received<T>::nothing_yet();
        received<T> value(*std::exchange(place_, std::nullopt));
        set_hint();
        ++taken_;
        const bool place_awaited = need_place_.changed();
        const bool taking_awaited = need_taking_.changed();
        held.unlock();
        if (taking_awaited)
            need_taking_.notify_one();
        if (place_awaited)
            need_place_.notify_one();
        return value;
    }

    // Value number `mine` lies in the place.
    send_result<T> wait_until_taken(std::uint64_t mine) {
        spin_while(true);
        std::unique_lock held(lock_);
        while (taken_ < mine && !receiver_gone_)
            need_taking_.sleep(held, deadline::never());
        if (taken_ >= mine)
            return {};
        return send_result<T>::disconnected(*std::exchange(place_, std::nullopt));
    }

    void set_hint() noexcept {
        // relaxed: nothing is concluded from it.
        hint_.store(place_.has_value(), sync::memory_order_relaxed);
    }

    raw_mutex lock_;                      // guards all but the hint
    std::optional<T> place_;              // the value that waits to be taken
    sync::atomic<bool> hint_{false};      // whether there is one, for looks without the lock
    sync::plain<std::uint64_t> put_{0};   // how many values have ever been put in the place
    sync::plain<std::uint64_t> taken_{0}; // how many of them the receiver has taken
    sync::plain<bool> senders_gone_{false};
    sync::plain<bool> receiver_gone_{false};
    sleepers need_value_;  // the receiver
    sleepers need_place_;  // senders
    sleepers need_taking_; // the sender whose value waits
};

} // namespace heddle::detail
