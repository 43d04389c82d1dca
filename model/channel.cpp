// Heddle's channels in every execution that the memory model allows. What goes through them is a plain number of its
// own allocation: a value that is not published is a race, one that is lost is a leak, one that is destroyed twice is a
// double free.
#include <heddle/channel.hpp>

#include <heddle/model.hpp>
#include <heddle/model/channel_contract.hpp>

#include <array>
#include <gtest/gtest.h>
#include <memory>

namespace heddle::model {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, channel_contract, channel<support::counted>);
}

namespace {

using namespace heddle;
using heddle::model::check;

using value = std::unique_ptr<int>;
value make(int number) { return std::make_unique<int>(number); }

// The kinds of channel. Small blocks, so that their ends are met.
template <std::size_t CellsInBlock>
struct unbounded {
    using queue = detail::unbounded_queue<value, CellsInBlock>;
    static auto* fresh() { return new detail::shared_queue<queue>(); }
};
template <std::size_t Capacity>
struct ring {
    using queue = detail::ring_queue<value>;
    static auto* fresh() { return new detail::shared_queue<queue>(Capacity); }
};
struct rendezvous {
    using queue = detail::rendezvous_queue<value>;
    static auto* fresh() { return new detail::shared_queue<queue>(); }
};

template <class Kind>
struct ends {
    using queue = typename Kind::queue;
    explicit ends(detail::shared_queue<queue>* shared = Kind::fresh()) : sender(*shared), receiver(*shared) {}
    basic_sender<value, queue> sender;
    basic_receiver<value, queue> receiver;
};

// Starts `Senders` threads, each with a sender of its own.
template <std::size_t Senders, class Ends, class Body>
class sending {
public:
    sending(Ends& channel, Body body) {
        for (std::size_t i = 1; i < Senders; ++i)
            threads_[i] = sync::thread(body, static_cast<int>(i), channel.sender);
        threads_[0] = sync::thread(body, 0, std::move(channel.sender));
    }
    void join() {
        for (sync::thread& one : threads_)
            one.join();
    }

private:
    sync::thread threads_[Senders];
};
template <std::size_t Senders, class Ends, class Body>
sending<Senders, Ends, Body> with_senders(Ends& channel, Body body) {
    return {channel, body};
}

template <class Kind, int Senders, int Each>
void delivers_everything_in_order() {
    ends<Kind> channel;
    auto senders = with_senders<Senders>(channel, [](int me, auto sender) {
        for (int i = 0; i < Each; ++i)
            EXPECT_TRUE(static_cast<bool>(sender.send(make(10 * me + i))))
                << "a value is sent while there is a receiver";
    });
    int expected[Senders] = {};
    int count = 0;
    while (auto got = channel.receiver.recv()) {
        const int number = **got;
        EXPECT_TRUE(number % 10 == expected[number / 10]++) << "each sender's values come in order";
        ++count;
    }
    EXPECT_TRUE(count == Senders * Each) << "everything sent is received before the senders are gone";
    EXPECT_TRUE(channel.receiver.try_recv().is_disconnected()) << "the end of the senders stays";
    senders.join();
}

template <class Kind, int Senders, int Each, int Enough>
void gives_back_what_cannot_be_sent() {
    ends<Kind> channel;
    auto senders = with_senders<Senders>(channel, [](int me, auto sender) {
        bool refused = false;
        for (int i = 0; i < Each; ++i) {
            auto result = sender.send(make(10 * me + i));
            EXPECT_TRUE(!(refused && result)) << "once the receiver is gone nothing is sent";
            refused = !result;
            EXPECT_TRUE(result || *result.unsent() == 10 * me + i) << "a value that could not be sent comes back";
        }
    });
    for (int i = 0; i < Enough; ++i)
        EXPECT_TRUE(channel.receiver.recv().has_value()) << "a value is received while there are more";
    channel.receiver.close();
    senders.join();
}

// A value sent before try_recv is there for it, though another sender be slower.
template <class Kind>
void finds_what_was_sent_before() {
    ends<Kind> channel;
    sync::atomic<int> sent{0};
    auto senders = with_senders<2>(channel, [&](int me, auto sender) {
        EXPECT_TRUE(static_cast<bool>(sender.send(make(me)))) << "a value is sent while there is a receiver";
        // release: the send comes before what is seen of it.
        sent.fetch_add(1, sync::memory_order_release);
    });
    int before = 0;
    while ((before = sent.load(sync::memory_order_acquire)) == 0)
        sync::pause();
    int count = 0;
    for (auto got = channel.receiver.try_recv(); got; got = channel.receiver.try_recv())
        ++count;
    EXPECT_TRUE(count >= before) << "a value sent before is received";
    while (channel.receiver.recv())
        ++count;
    EXPECT_TRUE(count == 2) << "everything sent is received";
    senders.join();
}

template <class Kind>
void waits_no_longer_than_asked() {
    ends<Kind> channel;
    auto senders = with_senders<1>(channel, [](int, auto sender) { (void)sender.send(make(1)); });
    auto got = channel.receiver.recv_timeout(std::chrono::seconds(1));
    EXPECT_TRUE(!got.is_disconnected()) << "what was sent comes before the end of the senders";
    EXPECT_TRUE(!got || **got == 1) << "what is received was sent";
    EXPECT_TRUE(got || channel.receiver.recv().has_value()) << "what did not come in time comes later";
    senders.join();
}

// The senders have nothing to say: only their going wakes the receiver, and one side destroys the channel.
template <class Kind, int Senders>
void hears_the_last_sender_go() {
    ends<Kind> channel;
    auto senders = with_senders<Senders>(channel, [](int, auto) {});
    EXPECT_TRUE(!channel.receiver.recv()) << "when the senders are gone the receiver is told";
    channel.receiver.close();
    senders.join();
}

TEST(Channel, UnboundedDelivers) { check(delivers_everything_in_order<unbounded<2>, 1, 2>); }
TEST(Channel, UnboundedDeliversAcrossBlocks) { check(delivers_everything_in_order<unbounded<1>, 1, 2>); }
TEST(Channel, UnboundedDeliversFromTwoSenders) { check(delivers_everything_in_order<unbounded<2>, 2, 1>); }
TEST(Channel, UnboundedGivesBack) { check(gives_back_what_cannot_be_sent<unbounded<1>, 1, 2, 1>); }
TEST(Channel, UnboundedWaitsNoLongerThanAsked) { check(waits_no_longer_than_asked<unbounded<2>>); }
TEST(Channel, UnboundedHearsTheLastSenderGo) { check(hears_the_last_sender_go<unbounded<1>, 2>); }
TEST(Channel, RingDelivers) { check(delivers_everything_in_order<ring<1>, 1, 1>); }
TEST(Channel, RingGivesBack) { check(gives_back_what_cannot_be_sent<ring<1>, 1, 2, 0>); }
TEST(Channel, RingFindsWhatWasSentBefore) { check(finds_what_was_sent_before<ring<2>>); }
TEST(Channel, RingWaitsNoLongerThanAsked) { check(waits_no_longer_than_asked<ring<1>>); }
TEST(Channel, RingHearsTheLastSenderGo) { check(hears_the_last_sender_go<ring<1>, 2>); }
TEST(Channel, RendezvousGivesBack) { check(gives_back_what_cannot_be_sent<rendezvous, 1, 1, 0>); }
TEST(Channel, RendezvousHearsTheLastSenderGo) { check(hears_the_last_sender_go<rendezvous, 2>); }

} // namespace
