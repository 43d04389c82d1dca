// What every channel owes its users, as properties. What a channel must look like stands in
// heddle/support/channel_under_test.hpp; what one does not have is not asked of it. Instantiate channel_contract with
// the types to check: INSTANTIATE_TYPED_TEST_SUITE_P(name, channel_contract, type).
#pragma once

#include <atomic>
#include <limits>
#include <thread>

#include <gtest/gtest.h>

#include <heddle/properties/channel_model.hpp>
#include <heddle/properties/programs.hpp>
#include <heddle/support/actors.hpp>
#include <heddle/support/fits/channel.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::properties {

/// Runs a program: each thread is a sender with a copy of the sending end, one more thread receives `enough` elements
/// or until the senders are gone, then drops the receiver; then all that was sent must be accounted for.
template <class Channel>
class channel_run {
public:
    explicit channel_run(const program& threads)
        : threads_(threads), made_(threads.size()), received_(threads.size()) {}

    void play(int enough) {
        {
            support::ends_of<Channel> ends;
            receiver_.emplace(std::move(ends.receiver));
            for (std::size_t i = 1; i < threads_.size(); ++i)
                senders_.emplace_back(ends.sender);
            senders_.emplace_back(std::move(ends.sender));
        }
        const int receiver = static_cast<int>(threads_.size());
        support::run_actors(receiver + 1, [&](int me) { me == receiver ? receive(enough) : send(me); });
        senders_.clear();
        lives_.ensure_all_dead();
        for (std::size_t i = 0; i < threads_.size(); ++i) {
            support::ensure(received_[i] <= made_[i], "only what was sent is received");
            if (enough == everything || support::capacity_of<Channel>() == 0)
                support::ensure_equal(received_[i], made_[i], "everything sent is received");
        }
    }

    static constexpr int everything = -1;

private:
    static constexpr int numbers = 1000; // for each sender
    static constexpr int for_ever = std::numeric_limits<int>::max();

    void send(int me) {
        auto& mine = senders_[static_cast<std::size_t>(me)];
        int sent = 0;
        bool refused = false;
        for (const auto& [which, argument] : threads_[static_cast<std::size_t>(me)]) {
            const int number = me * numbers + sent;
            auto element = support::make_element<support::channel_value_t<Channel>>(lives_, number);
            if (argument == 0)
                std::this_thread::yield();
            const bool taken = support::deliver<Channel>(*mine, std::move(element), number, which == 0 ? 0 : for_ever);
            support::ensure(!(refused && taken), "once the receiver is gone nothing is sent");
            refused = !taken;
            sent += taken;
        }
        made_[static_cast<std::size_t>(me)] = sent;
        mine.reset();
    }

    void receive(int enough) {
        for (int count = 0; count != enough; ++count) {
            if (enough == everything && !support::can_disconnect<Channel> && count == total())
                break;
            const auto element = support::obtain<Channel>(*receiver_, count % 3 == 0 ? 0 : for_ever);
            if (!element)
                break;
            const int sender = support::number_of(*element) / numbers;
            support::ensure_equal(support::number_of(*element) % numbers, received_[static_cast<std::size_t>(sender)]++,
                                  "each sender's values come in order, each once");
        }
        receiver_.reset();
    }

    int total() const {
        std::size_t sum = 0;
        for (const calls& one : threads_)
            sum += one.size();
        return static_cast<int>(sum);
    }

    const program& threads_;
    support::life_register lives_;
    std::vector<std::optional<support::sender_of<Channel>>> senders_;
    std::optional<support::receiver_of<Channel>> receiver_;
    std::vector<int> made_;     // how many each sender has sent, when it is done
    std::vector<int> received_; // how many of them came out
};

template <class Channel>
program_shape shape_of_programs() {
    return {.min_threads = 1, .max_threads = support::many_senders<Channel> ? std::size_t{3} : std::size_t{1}};
}

template <class Channel>
class channel_contract : public testing::Test, support::fits_channel<Channel> {};

TYPED_TEST_SUITE_P(channel_contract);

TYPED_TEST_P(channel_contract, AgreesWithItsModel) {
    using subject = channel_subject<TypeParam>;
    agrees_with_model<channel_model, subject>(channel_operations<TypeParam>().all(),
                                              [](channel_model&, subject& actual) {
                                                  actual.senders.clear();
                                                  actual.receiver.reset();
                                                  actual.lives.ensure_all_dead();
                                              });
}

TYPED_TEST_P(channel_contract, DeliversEverythingInOrder) {
    const vocabulary words{.names = {"send", "try_send"}};
    for_all_programs(words, shape_of_programs<TypeParam>(), [](const program& threads) {
        channel_run<TypeParam>(threads).play(channel_run<TypeParam>::everything);
    });
}

TYPED_TEST_P(channel_contract, TellsSendersThatTheReceiverIsGone) {
    if constexpr (support::has_ends<TypeParam>) {
        const vocabulary words{.names = {"send", "try_send"}};
        for_all_programs(words, shape_of_programs<TypeParam>(), [](const program& threads) {
            channel_run<TypeParam>(threads).play(static_cast<int>(threads[0].size()) / 2);
        });
    }
}

REGISTER_TYPED_TEST_SUITE_P(channel_contract, AgreesWithItsModel, DeliversEverythingInOrder,
                            TellsSendersThatTheReceiverIsGone);

} // namespace heddle::properties
