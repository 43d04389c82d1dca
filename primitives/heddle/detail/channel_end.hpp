// The two sides of a channel share its queue: the last sender tells the receiver, the receiver tells the senders, and
// the side that goes last destroys it.
//
// Memory ordering: each sender's release when it goes and the last one's acquire put all sends before the end of the
// senders; of the two sides, the first one's release and the second one's acquire put all use before destruction.
#pragma once

#include <utility>

#include <heddle/sync.hpp>

namespace heddle::detail {

/// A queue and who still uses it.
template <class Queue>
struct shared_queue {
    template <class... Args>
    explicit shared_queue(Args... args) : queue(args...) {}

    void add_sender() noexcept {
        // relaxed: whoever adds one has one, which cannot go meanwhile.
        senders.fetch_add(1, sync::memory_order_relaxed);
    }

    void drop_sender() noexcept {
        // acq_rel: release what this one sent to the last to go, which acquires it before it declares the end.
        if (senders.fetch_sub(1, sync::memory_order_acq_rel) > 1)
            return;
        queue.senders_gone();
        drop_side();
    }

    void drop_receiver() noexcept {
        queue.receiver_gone();
        drop_side();
    }

    Queue queue;
    sync::word senders{1};                   // how many there are; written by senders
    sync::atomic<bool> one_side_gone{false}; // written by each side once, when it goes

private:
    void drop_side() noexcept {
        // acq_rel: the first to go releases its use of the queue to the second, which destroys it.
        if (one_side_gone.exchange(true, sync::memory_order_acq_rel))
            delete this;
    }
};

enum class side { sender, receiver };

/// A sender's or the receiver's hold on the queue; empty after a move or reset().
template <class Queue, side Side>
class hold {
public:
    explicit hold(shared_queue<Queue>& shared) noexcept : shared_(&shared) {}
    hold(const hold& other) noexcept requires(Side == side::sender) : shared_(other.shared_) {
        if (shared_)
            shared_->add_sender();
    }
    hold(hold&& other) noexcept : shared_(std::exchange(other.shared_, nullptr)) {}
    hold& operator=(hold other) noexcept {
        std::swap(shared_, other.shared_);
        return *this;
    }
    ~hold() { reset(); }

    void reset() noexcept {
        shared_queue<Queue>* const left = std::exchange(shared_, nullptr);
        if (!left)
            return;
        if constexpr (Side == side::sender)
            left->drop_sender();
        else
            left->drop_receiver();
    }

    Queue* operator->() const noexcept { return &shared_->queue; }
    explicit operator bool() const noexcept { return shared_; }

private:
    shared_queue<Queue>* shared_;
};

} // namespace heddle::detail
