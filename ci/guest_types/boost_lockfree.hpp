// Boost.Lockfree (libboost-dev) as ci/guests puts it under Heddle's contracts.
#pragma once

#include <boost/lockfree/queue.hpp>
#include <boost/lockfree/spsc_queue.hpp>
#include <boost/lockfree/stack.hpp>

namespace guests {

struct boost_queue : boost::lockfree::queue<int> {
    using value_type = int;
    boost_queue() : boost::lockfree::queue<int>(4) {}
};
struct boost_stack : boost::lockfree::stack<int> {
    using value_type = int;
    boost_stack() : boost::lockfree::stack<int>(4) {}
};
using boost_spsc_queue = boost::lockfree::spsc_queue<int>;

} // namespace guests
