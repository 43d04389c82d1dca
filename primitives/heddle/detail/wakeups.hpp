// A count of wakeups to sleep on, for protocols without a lock.
//
// Who wants to sleep notes the count, then looks whether what it waits for has happened, then sleeps while the count is
// the same. Who makes it happen does so first and counts afterwards.
//
// Memory ordering: counting releases and noting acquires, so whoever has noted a wakeup sees what it was for, and
// whoever has not does not sleep through it.
#pragma once

#include <heddle/detail/deadline.hpp>
#include <heddle/sync.hpp>

namespace heddle::detail {

/// Any thread may call anything. A sleeper that sleeps through exactly 2^32 wakeups would miss them.
class wakeups {
public:
    /// To be noted before looking whether to sleep.
    std::uint32_t noted() const noexcept {
        // acquire: pairs with the release in count(): a wakeup is not noted without what it was for.
        return count_.load(sync::memory_order_acquire);
    }

    /// Sleeps while there has been no wakeup since `noted`, until `until` has passed, or without reason less long.
    void sleep(std::uint32_t noted, deadline until) const noexcept { until.wait(count_, noted); }

    void wake_one() noexcept {
        count();
        sync::notify_one(count_);
    }
    void wake_all() noexcept {
        count();
        sync::notify_all(count_);
    }

private:
    void count() noexcept {
        // release: pairs with the acquire in noted().
        count_.fetch_add(1, sync::memory_order_release);
    }

    sync::word count_{0}; // modulo 2^32
};

} // namespace heddle::detail
