// A map, a counter and what a lock guards, with faults that can be planted.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>

#include "fault.hpp"

namespace seeded {

/// Values from 0 by keys from 0 to 3.
class map {
public:
    void put(int key, int value) {
        if (fault_ == fault::copies_and_overwrites) {
            std::array<int, 4> copy{};
            for (std::size_t i = 0; i < copy.size(); ++i)
                copy[i] = values_[i].load();
            copy[index(key)] = value + 1;
            for (std::size_t i = 0; i < copy.size(); ++i)
                values_[i].store(copy[i]);
            return;
        }
        const guard hold(lock_);
        values_[index(key)].store(value + 1);
    }

    /// Whether there was nothing.
    bool add(int key, int value) {
        guard hold(lock_);
        if (values_[index(key)].load() != 0)
            return false;
        if (fault_ == fault::looks_and_changes_apart) {
            hold.unlock();
            hold.lock();
        }
        values_[index(key)].store(value + 1);
        return true;
    }

    std::optional<int> get(int key) const {
        const guard hold(lock_);
        int found = values_[index(key)].load();
        if (fault_ == fault::remembers_the_last_answer) {
            if (last_[index(key)] == 0)
                last_[index(key)] = found;
            found = last_[index(key)];
        }
        return found == 0 ? std::nullopt : std::optional(found - 1);
    }

    /// Whether there was something.
    bool erase(int key) {
        guard hold(lock_);
        if (values_[index(key)].load() == 0)
            return fault_ == fault::forgets_to_compare;
        if (fault_ == fault::looks_and_takes_apart) {
            hold.unlock();
            hold.lock();
        }
        values_[index(key)].store(0);
        return true;
    }

private:
    static std::size_t index(int key) { return static_cast<std::size_t>(key); }

    const fault fault_ = planted;
    mutable std::mutex lock_;
    std::array<std::atomic<int>, 4> values_{}; // a value and 1; 0: nothing
    mutable std::array<int, 4> last_{};
};

class counter {
public:
    std::uint64_t fetch_add(std::uint64_t amount) {
        if (fault_ == fault::answers_by_another_look) {
            count_.fetch_add(amount);
            return count_.load() - amount;
        }
        return count_.fetch_add(amount);
    }
    std::uint64_t operator++() {
        if (fault_ == fault::loads_and_stores) {
            const std::uint64_t next = count_.load() + 1;
            count_.store(next);
            return next;
        }
        return count_.fetch_add(1) + 1;
    }
    std::uint64_t load() const { return fault_ == fault::wraps_at_four ? count_.load() % 4 : count_.load(); }

private:
    const fault fault_ = planted;
    std::atomic<std::uint64_t> count_{0};
};

/// A lock made of one flag, and two numbers under it that are always equal.
class guarded_pair {
public:
    /// Counts on, and answers how far.
    int visit() {
        lock();
        const int answer = count();
        unlock();
        return answer;
    }

    /// How far it is. -1: the two numbers differ.
    int read() {
        if (fault_ != fault::reads_without_the_lock)
            lock();
        const int first = first_.load();
        const int second = second_.load();
        if (fault_ != fault::reads_without_the_lock)
            unlock();
        return first == second ? first : -1;
    }

private:
    int count() {
        const int next = first_.load() + 1;
        if (fault_ == fault::unlocks_too_early)
            unlock();
        first_.store(next);
        second_.store(next);
        return next;
    }

    void lock() {
        if (fault_ == fault::looks_and_locks_apart) {
            while (taken_.load()) {
            }
            taken_.store(true);
            return;
        }
        while (taken_.exchange(true)) {
        }
    }
    void unlock() { taken_.store(false); }

    const fault fault_ = planted;
    std::atomic<bool> taken_{false};
    std::atomic<int> first_{0};
    std::atomic<int> second_{0};
};

} // namespace seeded
