// Heddle's channels under the channel contract, and what they promise beyond it.
#include <heddle/channel.hpp>
#include <heddle/properties/channel_contract.hpp>

#include <memory>
#include <string>

namespace {

using namespace heddle;
using support::counted;

template <std::size_t Capacity>
struct bounded : sync_channel<counted> {
    static constexpr std::size_t capacity = Capacity;
    bounded() : sync_channel(Capacity) {}
};

// The other vocabulary of the contract: one object that is both ends.
struct both_ends {
    bool send(int number) { return static_cast<bool>(ends.sender.send(number)); }
    std::optional<int> recv() { return ends.receiver.recv(); }
    std::optional<int> try_recv() { return ends.receiver.try_recv().as_optional(); }
    void close() { ends.sender.close(); }
    channel<int> ends;
};

} // namespace

namespace heddle::properties {
using channels = testing::Types<channel<counted>, bounded<0>, bounded<1>, bounded<3>, both_ends>;
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, channel_contract, channels);
} // namespace heddle::properties

namespace {

static_assert(std::copyable<sender<int>> && std::copyable<sync_sender<int>>);
static_assert(std::movable<receiver<int>> && !std::copy_constructible<receiver<int>>);

TEST(Channel, CarriesWhatCanOnlyBeMoved) {
    auto [sender, receiver] = channel<std::unique_ptr<int>>();
    EXPECT_TRUE(sender.send(std::make_unique<int>(1)));
    EXPECT_EQ(**receiver.recv(), 1);
    receiver.close();
    auto back = sender.send(std::make_unique<int>(2));
    EXPECT_TRUE(back.is_disconnected());
    EXPECT_EQ(*std::move(back).unsent(), 2);
}

TEST(Channel, GivesAllValuesToARangeBasedFor) {
    auto [sender, receiver] = sync_channel<std::string>(100);
    for (const char* word : {"warp", "weft", "heddle"})
        EXPECT_TRUE(sender.send(word));
    sender.close();
    std::string all;
    for (const std::string& word : receiver)
        all += word + ' ';
    EXPECT_EQ(all, "warp weft heddle ");
}

TEST(Channel, IsDisconnectedAtAnEndThatWasMovedFromOrClosed) {
    auto [sender, receiver] = channel<int>();
    auto moved = std::move(sender);
    EXPECT_TRUE(sender.send(1).is_disconnected()); // NOLINT(bugprone-use-after-move): what is tested
    EXPECT_TRUE(moved.send(2));
    auto receiver2 = std::move(receiver);
    EXPECT_TRUE(receiver.try_recv().is_disconnected()); // NOLINT(bugprone-use-after-move): what is tested
    EXPECT_FALSE(receiver.recv());
    EXPECT_TRUE(receiver.recv_timeout(std::chrono::hours(1)).is_disconnected());
    EXPECT_EQ(*receiver2.recv(), 2);
    auto [bounded_sender, bounded_receiver] = sync_channel<int>(1);
    bounded_sender.close();
    EXPECT_TRUE(bounded_sender.try_send(1).is_disconnected());
}

TEST(Channel, WaitsNoLongerThanAsked) {
    auto [sender, receiver] = channel<int>();
    auto [bounded_sender, bounded_receiver] = sync_channel<int>(1);
    auto [rendezvous_sender, rendezvous_receiver] = sync_channel<int>(0);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(receiver.recv_timeout(std::chrono::milliseconds(2)).is_empty());
    EXPECT_TRUE(bounded_receiver.recv_timeout(std::chrono::milliseconds(2)).is_empty());
    EXPECT_TRUE(rendezvous_receiver.recv_timeout(std::chrono::milliseconds(2)).is_empty());
    EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(6));
    EXPECT_TRUE(sender.send(1));
    EXPECT_EQ(*receiver.recv_timeout(std::chrono::nanoseconds::max()), 1);
}

TEST(Channel, TakesAValueInARendezvousOnlyFromASenderThatWaits) {
    auto [sender, receiver] = sync_channel<int>(0);
    std::atomic<bool> returned{false};
    std::thread sending([&returned, sender = std::move(sender)] {
        (void)sender.send(1);
        returned = true;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    EXPECT_FALSE(returned);
    EXPECT_EQ(*receiver.recv(), 1);
    sending.join();
    EXPECT_TRUE(returned);
}

// A value may hold an end of its own channel, so that destroying it changes the channel.
TEST(Channel, DestroysValuesThatHoldItsOwnSenders) {
    struct letter {
        std::shared_ptr<void> held;
    };
    auto [sender, receiver] = channel<letter>();
    auto [bounded_sender, bounded_receiver] = sync_channel<letter>(1);
    EXPECT_TRUE(sender.send({std::make_shared<heddle::sender<letter>>(sender)}));
    EXPECT_TRUE(bounded_sender.send({std::make_shared<sync_sender<letter>>(bounded_sender)}));
    sender.close();
    bounded_sender.close();
}

// Moving it fails after a while, so its move constructor is not noexcept.
struct fragile {
    explicit fragile(int moves_left) : moves(moves_left) {}
    fragile(fragile&& other) // NOLINT(performance-noexcept-move-constructor)
        : moves(other.moves - 1) {
        if (moves < 0)
            throw std::runtime_error("moved too often");
    }
    int moves;
};

template <class Channel>
void survives_values_that_do_not(Channel ends) {
    for (int moves = 0; moves < 8; ++moves) {
        bool sent = false;
        try {
            sent = static_cast<bool>(ends.sender.try_send(fragile(moves)));
        } catch (const std::runtime_error&) {
        }
        try {
            EXPECT_EQ(ends.receiver.try_recv().has_value(), sent);
        } catch (const std::runtime_error&) {
        }
        EXPECT_TRUE(ends.receiver.try_recv().is_empty());
    }
}

TEST(Channel, SurvivesValuesWhoseMoveThrows) {
    survives_values_that_do_not(sync_channel<fragile>(1));
    survives_values_that_do_not(sync_channel<fragile>(3));
    auto [sender, receiver] = channel<fragile>();
    for (int moves = 0; moves < 40; ++moves) {
        bool sent = false;
        try {
            sent = static_cast<bool>(sender.send(fragile(moves % 8)));
        } catch (const std::runtime_error&) {
        }
        try {
            EXPECT_EQ(receiver.try_recv().has_value(), sent);
        } catch (const std::runtime_error&) {
        }
        EXPECT_TRUE(receiver.try_recv().is_empty());
    }
}

} // namespace
