// Until when a thread is willing to wait: for ever, or until a point in time.
#pragma once

#include <optional>

#include <heddle/sync.hpp>

namespace heddle::detail {

/// A deadline or none. A value: any thread may use its copy.
class deadline {
public:
    static deadline never() noexcept { return deadline(std::nullopt); }

    /// `patience` from now; never, if that is beyond the end of the clock.
    static deadline in(sync::clock::duration patience) noexcept {
        const auto now = sync::clock::now();
        if (patience > sync::clock::time_point::max() - now)
            return never();
        return deadline(now + patience);
    }

    bool passed() const noexcept { return until_ && sync::expired(*until_); }

    /// Sleeps while `where` holds `old`, until notified or the deadline passes. May wake without reason.
    void wait(const sync::word& where, std::uint32_t old) const noexcept {
        if (until_)
            sync::wait_until(where, old, *until_);
        else
            sync::wait(where, old);
    }

private:
    explicit deadline(std::optional<sync::clock::time_point> until) noexcept : until_(until) {}

    std::optional<sync::clock::time_point> until_;
};

} // namespace heddle::detail
