// What a channel has to offer, and the words that refuse a type without it; see fits/mutex.hpp.
#pragma once

#include <heddle/support/channel_under_test.hpp>

namespace heddle::support {

/// Does not compile for a type that is no channel.
template <class T>
struct fits_channel {
    static_assert(std::is_default_constructible_v<T>,
                  "the type under test has no default constructor: give it arguments with --construct or CONSTRUCT");
    static_assert(can_send<T> || can_try_send<T>, "the type under test has no send(V), try_send(V) or push(V)");
    static_assert(can_recv<T> || can_try_recv<T>, "the type under test has no recv(), try_recv() or pop(V&)");
};

} // namespace heddle::support
