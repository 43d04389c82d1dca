// One thread sends as fast as it can, another one receives; the time is that of a message sent and received.
#include <condition_variable>
#include <deque>
#include <mutex>

#include <heddle/channel.hpp>

#include "measure.hpp"
#include "rust_peers.hpp"

namespace {

using namespace heddle::bench;

constexpr std::uint64_t capacity = 64; // of the bounded channels

/// What one writes without a channel.
template <std::uint64_t Capacity>
class std_queue {
public:
    void send(std::uint64_t value) {
        std::unique_lock hold(mutex_);
        if constexpr (Capacity > 0)
            room_.wait(hold, [&] { return messages_.size() < Capacity; });
        messages_.push_back(value);
        hold.unlock();
        filled_.notify_one();
    }

    std::uint64_t recv() {
        std::unique_lock hold(mutex_);
        filled_.wait(hold, [&] { return !messages_.empty(); });
        const std::uint64_t value = messages_.front();
        messages_.pop_front();
        hold.unlock();
        if constexpr (Capacity > 0)
            room_.notify_one();
        return value;
    }

private:
    std::mutex mutex_;
    std::condition_variable filled_;
    std::condition_variable room_;
    std::deque<std::uint64_t> messages_;
};

struct unbounded_channel : heddle::channel<std::uint64_t> {};

struct bounded_channel : heddle::sync_channel<std::uint64_t> {
    bounded_channel() : heddle::sync_channel<std::uint64_t>(capacity) {}
};

template <std::uint64_t Capacity>
struct rust_original {
    const void* channel = rust()->channel_new(Capacity);
};

template <class Channel>
void send_many(Channel& channel, std::uint64_t times) {
    for (std::uint64_t i = 0; i < times; ++i) {
        if constexpr (requires { channel.sender; })
            (void)channel.sender.send(i);
        else
            channel.send(i);
    }
}

template <std::uint64_t Capacity>
void send_many(rust_original<Capacity>& original, std::uint64_t times) {
    rust()->channel_send(original.channel, times);
}

template <class Channel>
std::uint64_t receive_many(Channel& channel, std::uint64_t times) {
    std::uint64_t sum = 0;
    for (std::uint64_t i = 0; i < times; ++i) {
        if constexpr (requires { channel.receiver; })
            sum += *channel.receiver.recv();
        else
            sum += channel.recv();
    }
    return sum;
}

template <std::uint64_t Capacity>
std::uint64_t receive_many(rust_original<Capacity>& original, std::uint64_t times) {
    return rust()->channel_recv(original.channel, times);
}

template <class Channel>
void measure_passing(const char* what, const char* who) {
    measure<Channel>(what, who, 2, [](Channel& channel, int me, std::uint64_t times) {
        // Items are counted on both sides: half of each message's way.
        if (me == 0)
            send_many(channel, times);
        else
            benchmark::DoNotOptimize(receive_many(channel, times));
    });
}

const bool registered = [] {
    measure_passing<unbounded_channel>("channel, unbounded", "heddle");
    measure_passing<std_queue<0>>("channel, unbounded", "std");
    measure_passing<bounded_channel>("channel of 64", "heddle");
    measure_passing<std_queue<capacity>>("channel of 64", "std");
    if (rust()) {
        measure_passing<rust_original<0>>("channel, unbounded", "rust");
        measure_passing<rust_original<capacity>>("channel of 64", "rust");
    }
    return true;
}();

} // namespace
