// A channel for one receiver, with faults that can be planted.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

#include "fault.hpp"

namespace seeded {

class channel {
public:
    bool send(int number) {
        guard hold(lock_, std::defer_lock);
        bool busy = false;
        if (fault_ == fault::sends_twice_when_busy)
            busy = !hold.try_lock();
        if (!hold.owns_lock())
            hold.lock();
        if (closed_ && fault_ != fault::accepts_after_close)
            return false;
        if (fault_ == fault::wakes_before_it_adds) {
            news_.notify_one();
            hold.unlock();
            hold.lock();
        }
        numbers_.push_back(number);
        if (busy)
            numbers_.push_back(number);
        if (fault_ != fault::wakes_before_it_adds)
            news_.notify_one();
        return true;
    }

    std::optional<int> recv() {
        guard hold(lock_);
        if (fault_ == fault::wakes_before_it_adds && numbers_.empty() && !closed_)
            news_.wait(hold); // and once more, if that was too early
        news_.wait(hold, [&] { return !numbers_.empty() || closed_; });
        return take();
    }

    std::optional<int> try_recv() {
        const guard hold(lock_);
        return take();
    }

    void close() {
        const guard hold(lock_);
        closed_ = true;
        if (fault_ == fault::close_forgets_what_is_left)
            numbers_.clear();
        if (fault_ != fault::close_wakes_nobody)
            news_.notify_all();
    }

private:
    std::optional<int> take() {
        if (numbers_.empty())
            return std::nullopt;
        const bool wrong_end = fault_ == fault::takes_from_the_wrong_end && numbers_.size() >= 2;
        const int number = wrong_end ? numbers_.back() : numbers_.front();
        wrong_end ? numbers_.pop_back() : numbers_.pop_front();
        return number;
    }

    const fault fault_ = planted;
    std::mutex lock_;
    std::condition_variable news_;
    std::deque<int> numbers_;
    bool closed_ = false;
};

} // namespace seeded
