// What every channel owes its users, under stress: each sender's values come in order, each once, on any number of
// threads; and when the receiver goes in the middle of it, senders wake and nothing is lost or leaked. What a channel
// must look like stands in heddle/support/channel_under_test.hpp.
#pragma once

#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/stress/scenario.hpp>
#include <heddle/support/channel_calls.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/channel.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// Actor 0 receives, the others send. `leaves` says that the receiver goes before it has received everything.
template <class Channel>
class channel_round : public round {
public:
    channel_round(int threads, bool leaves, support::random_source& random)
        : senders_(static_cast<std::size_t>(threads - 1)), sent_(senders_.size()), received_(senders_.size()),
          enough_(leaves ? static_cast<int>(random.below(senders_.size() * each)) : everything) {
        support::ends_of<Channel> ends;
        receiver_.emplace(std::move(ends.receiver));
        for (std::size_t i = 1; i < senders_.size(); ++i)
            senders_[i].emplace(ends.sender);
        senders_[0].emplace(std::move(ends.sender));
    }

    std::uint64_t play(int me, perturbation& shaken) override {
        return me == 0 ? receive(shaken) : send(static_cast<std::size_t>(me - 1), shaken);
    }

    void judge() override {
        lives_.ensure_all_dead();
        for (std::size_t i = 0; i < senders_.size(); ++i) {
            support::ensure(received_[i] <= sent_[i], "only what was sent is received");
            if (enough_ == everything)
                support::ensure_equal(received_[i], each, "everything sent is received");
            if (support::capacity_of<Channel>() == 0)
                support::ensure_equal(received_[i], sent_[i], "in a rendezvous just what is received has been sent");
        }
    }

private:
    static constexpr int each = 100; // values a sender and round
    static constexpr int everything = -1;

    static int some_tries(perturbation& shaken) { return static_cast<int>(shaken.random().below(3)); }

    std::uint64_t send(std::size_t me, perturbation& shaken) {
        for (int i = 0; i < each; ++i) {
            const int number = static_cast<int>(me) * each + i;
            auto element = support::make_element<support::channel_value_t<Channel>>(lives_, number);
            if (!support::deliver<Channel>(*senders_[me], std::move(element), number, some_tries(shaken)))
                break;
            ++sent_[me];
            shaken.shake();
        }
        support::at("dropping a sender");
        senders_[me].reset();
        return static_cast<std::uint64_t>(sent_[me]);
    }

    std::uint64_t receive(perturbation& shaken) {
        const int total = static_cast<int>(senders_.size()) * each;
        int count = 0;
        while (count != enough_ && (support::can_disconnect<Channel> || count < total)) {
            const auto element = support::obtain<Channel>(*receiver_, some_tries(shaken));
            if (!element)
                break;
            const auto [sender, place] = std::div(support::number_of(*element), each);
            support::ensure_equal(place, received_[static_cast<std::size_t>(sender)]++,
                                  "each sender's values come in order, each once");
            ++count;
            shaken.shake();
        }
        support::at("dropping the receiver");
        receiver_.reset();
        return static_cast<std::uint64_t>(count);
    }

    support::life_register lives_;
    std::vector<std::optional<support::sender_of<Channel>>> senders_;
    std::optional<support::receiver_of<Channel>> receiver_;
    std::vector<int> sent_;     // by each sender, when it is done
    std::vector<int> received_; // of them
    int enough_;                // when the receiver goes
};

template <class Channel>
class channel_contract : public testing::Test, support::fits_channel<Channel> {};

TYPED_TEST_SUITE_P(channel_contract);

// In half of the rounds the receiver goes early, if it can.
TYPED_TEST_P(channel_contract, DeliversInOrderAndLosesNothing) {
    const auto make = [](int threads, support::random_source& random) {
        const bool leaves = support::has_ends<TypeParam> && random.one_in(2);
        return std::make_unique<channel_round<TypeParam>>(threads, leaves, random);
    };
    run_rounds(make, support::many_senders<TypeParam> ? thread_counts(2) : std::vector{2});
}

REGISTER_TYPED_TEST_SUITE_P(channel_contract, DeliversInOrderAndLosesNothing);

} // namespace heddle::stress
