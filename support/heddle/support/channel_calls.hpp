// Calls of a channel under test, whatever its vocabulary, and what it answers.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <heddle/support/channel_under_test.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::support {

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

inline constexpr int a_few = 3;

/// Sends element `number`: tries up to `tries` times, then waits for room; tries for ever if the channel cannot wait.
/// False if the receiver is gone.
template <class Channel>
bool deliver(sender_of<Channel>& sender, channel_value_t<Channel> element, int number, int tries) {
    if constexpr (can_try_send<Channel>) {
        at("trying to send");
        for (int left = tries; left > 0 || !can_send<Channel>; left -= left > 0) {
            const obstacle why = answer_of_send(sender.try_send(element), number);
            if (why == obstacle::none || why == obstacle::disconnected)
                return why == obstacle::none;
            if (why == obstacle::unsaid)
                left = std::min(left, a_few); // it may be for ever
            std::this_thread::yield();
        }
    }
    if constexpr (can_send<Channel>) {
        at("sending");
        const obstacle why = answer_of_send(sender.send(std::move(element)), number);
        ensure(why != obstacle::not_now, "send waits for room");
        return why == obstacle::none;
    } else {
        return false;
    }
}

/// Receives the next element: tries up to `tries` times, now and then with a little patience, since in a rendezvous two
/// that only try never meet; then waits. Tries for ever if the channel cannot wait. Nothing if no more will come.
template <class Channel>
std::optional<channel_value_t<Channel>> obtain(receiver_of<Channel>& receiver, int tries) {
    if constexpr (can_try_recv<Channel>) {
        at("trying to receive");
        for (int left = tries; left > 0 || !can_recv<Channel>; left -= left > 0) {
            auto result = [&] {
                if constexpr (requires { receiver.recv_timeout(std::chrono::microseconds(50)); }) {
                    if (left % 2 == 0)
                        return receiver.recv_timeout(std::chrono::microseconds(50));
                }
                return receiver.try_recv();
            }();
            if (result)
                return *std::move(result);
            const obstacle why = answer_of_receive(result);
            if (why == obstacle::disconnected)
                return std::nullopt;
            if (why == obstacle::unsaid)
                left = std::min(left, a_few); // it may be for ever
            std::this_thread::yield();
        }
    }
    if constexpr (can_recv<Channel>) {
        at("receiving");
        return receiver.recv();
    } else {
        return std::nullopt;
    }
}

} // namespace heddle::support
