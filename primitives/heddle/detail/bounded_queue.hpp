// The queue of sync_channel<T>(n): a ring with room for n values, or for n = 0 a rendezvous.
#pragma once

#include <cstddef>
#include <utility>
#include <variant>

#include <heddle/detail/rendezvous_queue.hpp>
#include <heddle/detail/ring_queue.hpp>

namespace heddle::detail {

/// What the two queues have in common; for the rest see there.
template <class T>
class bounded_queue {
public:
    explicit bounded_queue(std::size_t capacity) {
        if (capacity > 0)
            queue_.template emplace<ring_queue<T>>(capacity);
    }

    send_result<T> send(T&& value) {
        return visit([&](auto& queue) { return queue.send(std::move(value)); });
    }
    send_result<T> try_send(T&& value) {
        return visit([&](auto& queue) { return queue.try_send(std::move(value)); });
    }
    void senders_gone() noexcept {
        visit([](auto& queue) { queue.senders_gone(); });
    }
    received<T> try_receive() {
        return visit([](auto& queue) { return queue.try_receive(); });
    }
    received<T> receive(deadline until) {
        return visit([&](auto& queue) { return queue.receive(until); });
    }
    void receiver_gone() noexcept {
        visit([](auto& queue) { queue.receiver_gone(); });
    }

private:
    template <class Use>
    auto visit(Use use) {
        if (auto* const ring = std::get_if<ring_queue<T>>(&queue_))
            return use(*ring);
        return use(std::get<rendezvous_queue<T>>(queue_));
    }

    std::variant<rendezvous_queue<T>, ring_queue<T>> queue_;
};

} // namespace heddle::detail
