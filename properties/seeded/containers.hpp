// A queue, a stack and a pool around one lock, and a stack without, with faults that can be planted.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>
#include <vector>

#include "fault.hpp"

namespace seeded {

/// First in, first out, or last in, first out.
template <bool Fifo>
class locked_container {
public:
    bool push(int number) {
        guard hold(lock_, std::defer_lock);
        if (fault_ == fault::refuses_when_busy && !hold.try_lock())
            return false;
        if (fault_ == fault::adds_without_the_lock)
            return push_unguarded(number);
        if (!hold.owns_lock())
            hold.lock();
        if (fault_ == fault::drops_the_oldest && count_.load() == 3)
            remove(0);
        (void)push_unguarded(number);
        return true;
    }

    std::optional<int> try_pop() {
        guard hold(lock_, std::defer_lock);
        if (fault_ == fault::gives_up_when_busy) {
            if (!hold.try_lock())
                return std::nullopt;
        } else {
            hold.lock();
        }
        const std::size_t count = count_.load();
        if (count == 0)
            return std::nullopt;
        const bool wrong_end = fault_ == fault::takes_from_the_wrong_end && count >= 2;
        const std::size_t at = Fifo != wrong_end ? 0 : count - 1;
        const int number = elements_[at].load();
        if (fault_ == fault::looks_and_takes_apart) {
            hold.unlock();
            hold.lock();
            if (count_.load() == 0)
                return number;
        }
        remove(at);
        return number;
    }

private:
    bool push_unguarded(int number) {
        const std::size_t at = count_.load();
        elements_[at].store(number);
        count_.store(at + 1);
        return true;
    }

    void remove(std::size_t at) {
        const std::size_t count = count_.load();
        for (std::size_t i = at; i + 1 < count; ++i)
            elements_[i].store(elements_[i + 1].load());
        count_.store(count - 1);
    }

    const fault fault_ = planted;
    std::mutex lock_;
    std::array<std::atomic<int>, 32> elements_{}; // atomic, so that a fault is a wrong answer and not a data race
    std::atomic<std::size_t> count_{0};
};

using queue = locked_container<true>;
using stack = locked_container<false>;

/// Treiber's stack (1986) over nodes that are used once only.
class lock_free_stack {
public:
    void push(int number) {
        const int mine = used_.fetch_add(1);
        numbers_[static_cast<std::size_t>(mine)].store(number);
        int top = top_.load();
        do
            next_[static_cast<std::size_t>(mine)].store(top);
        while (!swap_top(top, mine));
    }

    std::optional<int> try_pop() {
        int top = top_.load();
        while (top >= 0) {
            const int next = next_[static_cast<std::size_t>(top)].load();
            const int number = numbers_[static_cast<std::size_t>(top)].load();
            if (swap_top(top, next) || fault_ == fault::keeps_what_it_lost)
                return number;
            if (fault_ == fault::gives_up_when_busy)
                break;
        }
        return std::nullopt;
    }

private:
    bool swap_top(int& seen, int wanted) {
        if (fault_ == fault::loads_and_stores) {
            if (top_.load() != seen) {
                seen = top_.load();
                return false;
            }
            top_.store(wanted);
            return true;
        }
        return top_.compare_exchange_strong(seen, wanted);
    }

    const fault fault_ = planted;
    std::array<std::atomic<int>, 32> numbers_{};
    std::array<std::atomic<int>, 32> next_{};
    std::atomic<int> used_{0};
    std::atomic<int> top_{-1}; // the index of a node; -1: empty
};

/// Takes anything and gives back any of it.
class pool {
public:
    void put(int number) {
        for (std::atomic<int>& slot : slots_) {
            int empty = 0;
            if (fault_ == fault::loads_and_stores) {
                if (slot.load() != 0)
                    continue;
                slot.store(number + 1);
                return;
            }
            if (slot.compare_exchange_strong(empty, number + 1))
                return;
        }
    }

    std::optional<int> take() {
        guard hold(lock_, std::defer_lock);
        if (fault_ != fault::gives_up_when_busy)
            hold.lock(); // so that "nothing there" is true of one moment
        else if (!hold.try_lock())
            return std::nullopt;
        const std::size_t usable = fault_ == fault::drops_the_oldest ? 2 : slots_.size();
        for (std::size_t i = 0; i < usable; ++i) {
            const int found = slots_[i].load();
            if (found == 0)
                continue;
            if (fault_ == fault::looks_and_takes_apart)
                hold = guard();
            slots_[i].store(0);
            return found - 1;
        }
        return std::nullopt;
    }

private:
    const fault fault_ = planted;
    std::mutex lock_;                          // of those who take
    std::array<std::atomic<int>, 24> slots_{}; // a number and 1; 0: free
};

} // namespace seeded
