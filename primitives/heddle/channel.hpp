// Message passing: values go in at senders, which can be copied, and come out at the one receiver, each sender's in
// order.
//
// Semantics: std::sync::mpsc of Rust. channel<T> has room for everything; sync_channel<T>(n) for n values, and n = 0 is
// a rendezvous, in which send() returns when the value has been received. When all senders are gone the receiver still
// gets what was sent, then hears that they are gone; when the receiver is gone what was not received is destroyed, and
// senders get back what they try to send. Algorithms and progress: detail/unbounded_queue.hpp,
// detail/bounded_queue.hpp. Any thread may use any sender, also several threads the same one; the receiver, one thread
// at a time.
//
// Memory ordering: what a thread did before it sent a value happens before what is done with the received value.
#pragma once

#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

#include <heddle/detail/bounded_queue.hpp>
#include <heddle/detail/channel_end.hpp>
#include <heddle/detail/channel_results.hpp>
#include <heddle/detail/unbounded_queue.hpp>
#include <heddle/sync.hpp>

namespace heddle {

/// The end of a channel where values of type T go in. Copies are further senders of the same channel; a sender that was
/// closed or moved from is disconnected.
template <class T, class Queue>
class basic_sender {
public:
    explicit basic_sender(detail::shared_queue<Queue>& shared) noexcept : queue_(shared) {}

    /// Sends `value`; blocks while a bounded channel is full, and in a rendezvous until it has been received. False,
    /// with the value, if the receiver is gone.
    send_result<T> send(T value) const {
        if (!queue_)
            return send_result<T>::disconnected(std::move(value));
        return queue_->send(std::move(value));
    }

    /// Sends `value` if that is possible without blocking; else gives it back. In a rendezvous it is possible while the
    /// receiver waits.
    send_result<T> try_send(T value) const requires requires(Queue& queue, T&& moved) {
        queue.try_send(std::move(moved));
    }
    {
        if (!queue_)
            return send_result<T>::disconnected(std::move(value));
        return queue_->try_send(std::move(value));
    }

    /// Gives this sender up before it dies. Not while another thread uses this very object.
    void close() noexcept { queue_.reset(); }

private:
    detail::hold<Queue, detail::side::sender> queue_;
};

/// The end of a channel where values of type T come out. A receiver that was closed or moved from is disconnected.
template <class T, class Queue>
class basic_receiver {
public:
    class iterator;

    explicit basic_receiver(detail::shared_queue<Queue>& shared) noexcept : queue_(shared) {}

    /// The next value; blocks until there is one. Nothing if the senders are gone and all they sent has been received.
    std::optional<T> recv() {
        if (!queue_)
            return std::nullopt;
        return queue_->receive(detail::deadline::never()).as_optional();
    }

    /// The next value, or whether there is none now or never will be. Does not block.
    received<T> try_recv() {
        if (!queue_)
            return received<T>::disconnected();
        return queue_->try_receive();
    }

    /// Like recv(), but blocks no longer than `patience`; empty when that is over.
    received<T> recv_timeout(sync::clock::duration patience) {
        if (!queue_)
            return received<T>::disconnected();
        return queue_->receive(detail::deadline::in(patience));
    }

    /// Gives the receiver up before it dies: what is left is destroyed, what is sent from now on comes back.
    void close() noexcept { queue_.reset(); }

    /// All values until the senders are gone, for a range-based for.
    iterator begin() { return iterator(*this); }
    std::default_sentinel_t end() const noexcept { return {}; }

private:
    detail::hold<Queue, detail::side::receiver> queue_;
};

/// Blocks for the next value when made and when advanced.
template <class T, class Queue>
class basic_receiver<T, Queue>::iterator {
public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;

    explicit iterator(basic_receiver& from) : from_(&from), now_(from.recv()) {}

    T& operator*() { return *now_; }
    iterator& operator++() {
        now_ = from_->recv();
        return *this;
    }
    friend bool operator==(const iterator& here, std::default_sentinel_t) { return !here.now_; }

private:
    basic_receiver* from_;
    std::optional<T> now_; // nothing: the senders are gone
};

template <class T>
using sender = basic_sender<T, detail::unbounded_queue<T>>;
template <class T>
using receiver = basic_receiver<T, detail::unbounded_queue<T>>;
template <class T>
using sync_sender = basic_sender<T, detail::bounded_queue<T>>;
template <class T>
using sync_receiver = basic_receiver<T, detail::bounded_queue<T>>;

/// Both ends of a new channel without a bound: auto [sender, receiver] = channel<int>();
template <class T>
struct channel {
    using value_type = T;

    channel() : channel(*new detail::shared_queue<detail::unbounded_queue<T>>()) {}

    heddle::sender<T> sender;
    heddle::receiver<T> receiver;

private:
    explicit channel(detail::shared_queue<detail::unbounded_queue<T>>& fresh) : sender(fresh), receiver(fresh) {}
};

/// Both ends of a new channel with room for `capacity` values; 0 is a rendezvous.
template <class T>
struct sync_channel {
    using value_type = T;

    explicit sync_channel(std::size_t capacity)
        : sync_channel(*new detail::shared_queue<detail::bounded_queue<T>>(capacity)) {}

    sync_sender<T> sender;
    sync_receiver<T> receiver;

private:
    explicit sync_channel(detail::shared_queue<detail::bounded_queue<T>>& fresh) : sender(fresh), receiver(fresh) {}
};

} // namespace heddle
