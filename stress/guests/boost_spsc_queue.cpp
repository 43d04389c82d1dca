// boost::lockfree::spsc_queue under the stress of the channel contract: bounded, never blocking, with one sender.
#include <boost/lockfree/spsc_queue.hpp>

#include <heddle/stress/channel_contract.hpp>

namespace guests {

struct boost_spsc_queue : boost::lockfree::spsc_queue<int, boost::lockfree::capacity<4>> {
    static constexpr std::size_t capacity = 4;
    static constexpr bool single_sender = true;
};

} // namespace guests

namespace heddle::stress {
INSTANTIATE_TYPED_TEST_SUITE_P(guest, channel_contract, guests::boost_spsc_queue);
}
