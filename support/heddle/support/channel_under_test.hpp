// How the contracts see a channel, whatever its vocabulary: a pair of ends, `sender` and `receiver`, as
// heddle::channel<T> is; or one object with send(), recv(), close(), of which any may be missing where there is a
// try_send() or try_recv(). The object is default-constructed. It may say more about itself:
//   value_type                              what it carries; else int
//   static constexpr std::size_t capacity   how many values it holds; else there is no bound, and 0 is a rendezvous
//   static constexpr bool single_sender     that one thread only may send
#pragma once

#include <concepts>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>

#include <heddle/support/ensure.hpp>
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

/// An element numbered `number`, counted in `lives` if its type counts.
template <class Value>
Value make_element(life_register& lives, int number) {
    if constexpr (std::constructible_from<Value, life_register&, int>)
        return Value(lives, number);
    else
        return Value(number);
}
inline int number_of(const counted& element) { return element.value(); }
inline int number_of(int element) { return element; }

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

/// An object that is both ends, made into a pair: the last copy of its sender closes it.
template <class Channel>
struct pair_of_ends {
    struct closer {
        explicit closer(Channel& to_close) : object(&to_close) {}
        closer(const closer&) = delete;
        closer& operator=(const closer&) = delete;
        ~closer() {
            if constexpr (requires(Channel & channel) { channel.close(); })
                object->close();
        }
        Channel* object;
    };
    struct sender_end {
        std::shared_ptr<Channel> object = std::make_shared<Channel>();
        std::shared_ptr<closer> last = std::make_shared<closer>(*object);

        template <class Value>
        auto send(Value value) requires requires(Channel& channel) {
            channel.send(std::move(value));
        }
        { return object->send(std::move(value)); }
        template <class Value>
        auto try_send(Value value) requires requires(Channel& channel) {
            channel.try_send(std::move(value));
        }
        { return object->try_send(std::move(value)); }
    };
    struct receiver_end {
        std::shared_ptr<Channel> object;

        auto recv() requires requires(Channel& channel) { channel.recv(); }
        { return object->recv(); }
        auto try_recv() requires requires(Channel& channel) { channel.try_recv(); }
        { return object->try_recv(); }
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
inline constexpr bool can_disconnect = has_ends<Channel> || requires(Channel& channel) {
    channel.close();
};
template <class Channel>
inline constexpr bool can_send = requires(sender_of<Channel>& sender, channel_value_t<Channel>& value) {
    sender.send(std::move(value));
};
template <class Channel>
inline constexpr bool can_try_send = requires(sender_of<Channel>& sender, channel_value_t<Channel>& value) {
    sender.try_send(std::move(value));
};
template <class Channel>
inline constexpr bool can_recv = requires(receiver_of<Channel>& receiver) {
    receiver.recv();
};
template <class Channel>
inline constexpr bool can_try_recv = requires(receiver_of<Channel>& receiver) {
    receiver.try_recv();
};

/// Why a value was not sent or received, as far as the channel says so.
enum class obstacle { none, not_now, disconnected, unsaid };

inline const char* name_of(obstacle why) {
    constexpr const char* names[] = {"none", "full or empty", "disconnected", "unsaid"};
    return names[static_cast<int>(why)];
}

/// What a send answered; ensures that a value that was not sent is `number` and has come back, if the channel gives
/// back.
template <class Result>
obstacle answer_of_send(Result result, int number) {
    if (result)
        return obstacle::none;
    if constexpr (requires { result.unsent(); })
        ensure_equal(number_of(result.unsent()), number, "a value that could not be sent comes back");
    if constexpr (requires {
                      result.is_full();
                      result.is_disconnected();
                  }) {
        ensure(result.is_full() != result.is_disconnected(), "what is not sent is either too much or too late");
        return result.is_full() ? obstacle::not_now : obstacle::disconnected;
    } else {
        return obstacle::unsaid;
    }
}

/// Why nothing was received.
template <class Result>
obstacle answer_of_receive(const Result& result) {
    if (result)
        return obstacle::none;
    if constexpr (requires {
                      result.is_empty();
                      result.is_disconnected();
                  }) {
        ensure(result.is_empty() != result.is_disconnected(), "what is not received is either too early or too late");
        return result.is_empty() ? obstacle::not_now : obstacle::disconnected;
    } else {
        return obstacle::unsaid;
    }
}

/// Ensures that `actual` is what was expected, or that the channel says nothing about it.
inline void ensure_obstacle(obstacle actual, obstacle expected, const char* promise,
                            code_place where = code_place::current()) {
    if (actual == obstacle::unsaid && expected != obstacle::none)
        return;
    ensure_equal(std::string(name_of(actual)), std::string(name_of(expected)), promise, where);
}

} // namespace heddle::support
