// A channel as one thread sees it: what each operation answers in each state, and who is alive meanwhile.
#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include <heddle/properties/sequences.hpp>
#include <heddle/support/channel_calls.hpp>
#include <heddle/support/ensure.hpp>

namespace heddle::properties {

using support::obstacle;

struct channel_model {
    std::deque<int> inside;
    std::size_t senders = 1;
    bool has_receiver = true;
    int next = 0;
};

/// The ends of a channel in the hands of one thread.
template <class Channel>
struct channel_subject {
    support::life_register lives;
    std::vector<support::sender_of<Channel>> senders;
    std::optional<support::receiver_of<Channel>> receiver;

    channel_subject() {
        support::ends_of<Channel> fresh;
        senders.push_back(std::move(fresh.sender));
        receiver.emplace(std::move(fresh.receiver));
    }
    auto element(int number) { return support::make_element<support::channel_value_t<Channel>>(lives, number); }
};

/// The operations of Channel, each beside what it must do. One thread only, so those that would block are not made.
template <class Channel>
class channel_operations {
    using model = channel_model;
    using subject = channel_subject<Channel>;

public:
    std::vector<operation<model, subject>> all() {
        if constexpr (support::can_send<Channel>)
            add("send", send, 3);
        if constexpr (support::can_try_send<Channel>)
            add("try_send", try_send, 3);
        if constexpr (support::can_recv<Channel>)
            add("recv", recv, 2);
        if constexpr (support::can_try_recv<Channel>)
            add("try_recv", try_recv, 2);
        if constexpr (requires(subject & with) { with.receiver->recv_timeout(std::chrono::microseconds(1)); })
            add("recv_timeout", recv_timeout, 1);
        if constexpr (support::many_senders<Channel>)
            add("copy_sender", copy_sender, 1);
        if constexpr (support::can_disconnect<Channel>)
            add("drop_sender", drop_sender, 1);
        if constexpr (support::has_ends<Channel>) {
            add("drop_receiver", drop_receiver, 1);
            add("move_ends", move_ends, 1);
        }
        return std::move(operations_);
    }

private:
    template <class Call>
    void add(const char* name, Call call, std::size_t weight) {
        operations_.push_back({name,
                               [call](model& expected, subject& actual, int argument) {
                                   call(expected, actual, argument);
                                   if constexpr (support::counts_lives<Channel>)
                                       support::ensure_equal(actual.lives.alive(),
                                                             static_cast<std::int64_t>(expected.inside.size()),
                                                             "just the values in the channel are alive");
                               },
                               weight});
    }

    static obstacle hindrance_of_send(const model& expected) {
        if (!expected.has_receiver)
            return obstacle::disconnected;
        return expected.inside.size() < support::capacity_of<Channel>() ? obstacle::none : obstacle::not_now;
    }
    static obstacle hindrance_of_receive(const model& expected) {
        if (!expected.inside.empty())
            return obstacle::none;
        return expected.senders == 0 ? obstacle::disconnected : obstacle::not_now;
    }
    static auto& one_of_the_senders(subject& actual, int argument) {
        return actual.senders[static_cast<std::size_t>(argument) % actual.senders.size()];
    }

    static void sent(model& expected, obstacle answer) {
        support::ensure_obstacle(answer, hindrance_of_send(expected),
                                 "a value is sent just if there is room and a receiver");
        if (answer == obstacle::none)
            expected.inside.push_back(expected.next);
        ++expected.next;
    }
    template <class Result>
    static void received(model& expected, Result result) {
        support::ensure_obstacle(support::answer_of_receive(result), hindrance_of_receive(expected),
                                 "a value is received just if one was sent");
        if (!result)
            return;
        support::ensure_equal(support::number_of(*result), expected.inside.front(),
                              "values come in the order of sending");
        expected.inside.pop_front();
    }

    static void send(model& expected, subject& actual, int argument) {
        if (expected.senders == 0 || hindrance_of_send(expected) == obstacle::not_now)
            return;
        auto element = actual.element(expected.next);
        sent(expected,
             support::answer_of_send(one_of_the_senders(actual, argument).send(std::move(element)), expected.next));
    }
    static void try_send(model& expected, subject& actual, int argument) {
        if (expected.senders == 0)
            return;
        auto element = actual.element(expected.next);
        sent(expected,
             support::answer_of_send(one_of_the_senders(actual, argument).try_send(std::move(element)), expected.next));
    }
    static void recv(model& expected, subject& actual, int) {
        if (expected.has_receiver && hindrance_of_receive(expected) != obstacle::not_now)
            received(expected, actual.receiver->recv());
    }
    static void try_recv(model& expected, subject& actual, int) {
        if (expected.has_receiver)
            received(expected, actual.receiver->try_recv());
    }
    static void recv_timeout(model& expected, subject& actual, int microseconds) {
        if (expected.has_receiver)
            received(expected, actual.receiver->recv_timeout(std::chrono::microseconds(microseconds)));
    }
    static void copy_sender(model& expected, subject& actual, int argument) {
        if (expected.senders == 0)
            return;
        auto copy = one_of_the_senders(actual, argument);
        actual.senders.push_back(std::move(copy));
        ++expected.senders;
    }
    static void drop_sender(model& expected, subject& actual, int) {
        if (expected.senders == 0)
            return;
        actual.senders.pop_back();
        --expected.senders;
    }
    static void drop_receiver(model& expected, subject& actual, int argument) {
        if (argument > 2)
            return; // else most sequences would be short of a receiver
        actual.receiver.reset();
        expected.has_receiver = false;
        expected.inside.clear();
    }
    static void move_ends(model& expected, subject& actual, int) {
        if (expected.has_receiver) {
            auto moved = std::move(*actual.receiver);
            *actual.receiver = std::move(moved);
        }
        if (expected.senders > 0) {
            auto moved = std::move(actual.senders.back());
            actual.senders.back() = std::move(moved);
        }
    }

    std::vector<operation<model, subject>> operations_;
};

} // namespace heddle::properties
