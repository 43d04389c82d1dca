// Heddle's channels under stress.
#include <heddle/channel.hpp>
#include <heddle/stress/channel_contract.hpp>

namespace {

using heddle::support::counted;

template <std::size_t Capacity>
struct bounded : heddle::sync_channel<counted> {
    static constexpr std::size_t capacity = Capacity;
    bounded() : sync_channel(Capacity) {}
};

} // namespace

namespace heddle::stress {
using channels = testing::Types<channel<counted>, bounded<0>, bounded<2>>;
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, channel_contract, channels);
} // namespace heddle::stress
