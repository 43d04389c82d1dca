// What every channel owes its users, in every execution that the memory model allows: each sender's values come in
// order, each once, and when one side goes the other is told. What a channel must look like stands in
// heddle/support/channel_under_test.hpp.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/channel_calls.hpp>
#include <heddle/support/fits/channel.hpp>

namespace heddle::model {

/// So many senders with so many values each, and a receiver that goes when it has `enough`.
struct channel_program {
    std::size_t senders = 1;
    int each = 1;
    int enough = 1;

    [[nodiscard]] int total() const { return static_cast<int>(senders) * each; }
};

inline std::string to_string(const channel_program& program) {
    const std::string receiver = program.enough == program.total()
                                     ? "receives everything"
                                     : "receives " + std::to_string(program.enough) + " and goes";
    return std::to_string(program.senders) + " senders, " + std::to_string(program.each) +
           " values each; the receiver " + receiver + "\n";
}

template <class Channel>
void send_numbers(support::sender_of<Channel> sender, support::life_register& lives, int me, int each) {
    for (int i = 0; i < each; ++i) {
        const int number = me * each + i;
        auto element = support::make_element<support::channel_value_t<Channel>>(lives, number);
        if (!support::deliver<Channel>(sender, std::move(element), number, 0))
            return;
    }
}

template <class Channel>
void receive_numbers(support::receiver_of<Channel> receiver, const channel_program& program) {
    std::vector<int> received(program.senders);
    for (int count = 0; count < program.enough; ++count) {
        const auto element = support::obtain<Channel>(receiver, 0);
        EXPECT_TRUE(element.has_value()) << "everything sent is received before the senders are gone";
        const auto [sender, place] = std::div(support::number_of(*element), program.each);
        EXPECT_EQ(place, received[static_cast<std::size_t>(sender)]++)
            << "each sender's values come in order, each once";
    }
    if constexpr (support::can_disconnect<Channel>) {
        if (program.enough == program.total()) {
            EXPECT_FALSE(support::obtain<Channel>(receiver, 0)) << "when the senders are gone the receiver is told";
        }
    }
}

template <class Channel>
void run_channel_program(const channel_program& program) {
    support::life_register lives;
    {
        support::ends_of<Channel> ends;
        std::vector<std::thread> senders;
        for (std::size_t i = 1; i < program.senders; ++i) {
            if constexpr (support::many_senders<Channel>)
                senders.emplace_back(send_numbers<Channel>, ends.sender, std::ref(lives), static_cast<int>(i),
                                     program.each);
        }
        senders.emplace_back(send_numbers<Channel>, std::move(ends.sender), std::ref(lives), 0, program.each);
        receive_numbers<Channel>(std::move(ends.receiver), program);
        for (std::thread& one : senders)
            one.join();
    }
    EXPECT_EQ(lives.alive(), 0) << "every value is destroyed exactly once";
}

/// The receiver takes everything, or, if its going is noticed, goes earlier.
template <class Channel>
std::vector<small_program> channel_programs(program_size size) {
    const std::size_t senders = static_cast<std::size_t>(size.threads) - 1;
    const int total = static_cast<int>(senders) * size.operations;
    std::vector<small_program> all;
    for (int enough = support::has_ends<Channel> ? 0 : total; enough <= total; ++enough) {
        const channel_program one{senders, size.operations, enough};
        all.push_back({to_string(one), [one] { run_channel_program<Channel>(one); }});
    }
    return all;
}

template <class Channel>
class channel_contract : public testing::Test, support::fits_channel<Channel> {};

TYPED_TEST_SUITE_P(channel_contract);

TYPED_TEST_P(channel_contract, DeliversInOrderAndLosesNothing) {
    growth_limits limits;
    limits.calls_without_time = 2;
    if (!support::many_senders<TypeParam>)
        limits.most.threads = 2;
    check_growing(channel_programs<TypeParam>, limits);
}

REGISTER_TYPED_TEST_SUITE_P(channel_contract, DeliversInOrderAndLosesNothing);

} // namespace heddle::model
