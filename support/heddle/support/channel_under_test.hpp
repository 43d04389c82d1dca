// How the contracts see a channel, whatever its vocabulary: a pair of ends, `sender` and `receiver`, as
// heddle::channel<T> is; or one object with send(), recv(), close(), of which any may be missing where there is a
// try_send() or try_recv(), also called push(value) and pop(value&). The object is default-constructed. It may say more
// about itself:
//   value_type                              what it carries; else int
//   static constexpr std::size_t capacity   how many values it holds; else there is no bound, and 0 is a rendezvous
//   static constexpr bool single_sender     that one thread only may send
#pragma once

#include <concepts>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>

#include <heddle/support/elements.hpp>
#include <heddle/support/lives.hpp>

namespace heddle::support {

template <class Channel>
struct channel_value {
    using type = int;
};
template <class Channel>
    requires requires { typename Channel::value_type; }
struct channel_value<Channel> {
    using type = typename Channel::value_type;
};
template <class Channel>
using channel_value_t = typename channel_value<Channel>::type;

template <class Channel>
inline constexpr bool counts_lives = std::same_as<channel_value_t<Channel>, counted>;

inline constexpr std::size_t no_bound = std::numeric_limits<std::size_t>::max();

template <class Channel>
constexpr std::size_t capacity_of() {
    if constexpr (requires { Channel::capacity; })
        return Channel::capacity;
    else
        return no_bound;
}

template <class Channel>
concept has_ends = requires(Channel& channel) {
    channel.sender;
    channel.receiver;
};

namespace detail {
template <class End, class Value>
concept sends = requires(End& end, Value& value) {
    end.send(std::move(value));
};
template <class End, class Value>
concept tries_to_send = requires(End& end, Value& value) {
    end.try_send(std::move(value));
};
template <class End, class Value>
concept pushes = requires(End& end, Value& value) {
    end.push(std::move(value));
};
template <class End>
concept receives = requires(End& end) {
    end.recv();
};
template <class End>
concept tries_to_receive = requires(End& end) {
    end.try_recv();
};
template <class End, class Value>
concept pops = requires(End& end, Value& value) {
    end.pop(value);
};
template <class End>
concept closes = requires(End& end) {
    end.close();
};
} // namespace detail

/// An object that is both ends, made into a pair: the last copy of its sender closes it.
template <class Channel>
struct pair_of_ends {
    using value = channel_value_t<Channel>;

    struct closer {
        explicit closer(Channel& to_close) : object(&to_close) {}
        closer(const closer&) = delete;
        closer& operator=(const closer&) = delete;
        ~closer() {
            if constexpr (detail::closes<Channel>)
                object->close();
        }
        Channel* object;
    };
    struct sender_end {
        std::shared_ptr<Channel> object = std::make_shared<Channel>();
        std::shared_ptr<closer> last = std::make_shared<closer>(*object);

        auto send(value element) requires(detail::sends<Channel, value>) { return object->send(std::move(element)); }
        auto try_send(value element) requires(detail::tries_to_send<Channel, value> || detail::pushes<Channel, value>) {
            if constexpr (detail::tries_to_send<Channel, value>)
                return object->try_send(std::move(element));
            else
                return object->push(std::move(element));
        }
    };
    struct receiver_end {
        std::shared_ptr<Channel> object;

        auto recv() requires(detail::receives<Channel>) { return object->recv(); }
        auto try_recv() requires(detail::tries_to_receive<Channel> || detail::pops<Channel, value>) {
            if constexpr (detail::tries_to_receive<Channel>) {
                return object->try_recv();
            } else {
                value element{};
                return object->pop(element) ? std::optional(std::move(element)) : std::nullopt;
            }
        }
    };

    sender_end sender;
    receiver_end receiver{sender.object};
};

template <class Channel>
using ends_of = std::conditional_t<has_ends<Channel>, Channel, pair_of_ends<Channel>>;
template <class Channel>
using sender_of = decltype(ends_of<Channel>::sender);
template <class Channel>
using receiver_of = decltype(ends_of<Channel>::receiver);

template <class Channel>
inline constexpr bool many_senders = [] {
    if constexpr (requires { Channel::single_sender; })
        return !Channel::single_sender;
    else
        return std::copy_constructible<sender_of<Channel>>;
}();
template <class Channel>
inline constexpr bool can_disconnect = has_ends<Channel> || detail::closes<Channel>;
template <class Channel>
inline constexpr bool can_send = detail::sends<sender_of<Channel>, channel_value_t<Channel>>;
template <class Channel>
inline constexpr bool can_try_send = detail::tries_to_send<sender_of<Channel>, channel_value_t<Channel>>;
template <class Channel>
inline constexpr bool can_recv = detail::receives<receiver_of<Channel>>;
template <class Channel>
inline constexpr bool can_try_recv = detail::tries_to_receive<receiver_of<Channel>>;

} // namespace heddle::support
