// Locks for `heddle verify`: one good, the others each wrong in a way of their own.
#pragma once

#include <atomic>
#include <cstdlib>
#include <thread>

namespace locks {

class spinlock {
public:
    void lock() {
        while (taken_.exchange(true, std::memory_order_acquire))
            std::this_thread::yield();
    }
    bool try_lock() { return !taken_.exchange(true, std::memory_order_acquire); }
    void unlock() { taken_.store(false, std::memory_order_release); }

private:
    std::atomic<bool> taken_{false};
};

// Looks before it leaps.
class check_then_act {
public:
    void lock() {
        while (taken_.load())
            std::this_thread::yield();
        std::this_thread::yield(); // no luck needed
        taken_.store(true);
    }
    void unlock() { taken_.store(false); }

private:
    std::atomic<bool> taken_{false};
};

// One relaxed order too many: unlock() publishes nothing.
class ticket_lock {
public:
    void lock() {
        const unsigned mine = next_.fetch_add(1, std::memory_order_relaxed);
        while (serving_.load(std::memory_order_acquire) != mine)
            std::this_thread::yield();
    }
    void unlock() { serving_.store(serving_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); }

private:
    std::atomic<unsigned> next_{0};
    std::atomic<unsigned> serving_{0};
};

class keyless {
public:
    void lock() {}
};

// Never opens again.
class one_way {
public:
    void lock() {
        while (taken_.exchange(true))
            std::this_thread::yield();
    }
    void unlock() {}

private:
    std::atomic<bool> taken_{false};
};

class suicidal {
public:
    [[noreturn]] void lock() { std::abort(); }
    void unlock() {}
};

// Correct, but too large for a short look at every execution.
class chatty {
public:
    void lock() {
        for (int i = 0; i < 12; ++i)
            noise_.fetch_add(1, std::memory_order_relaxed);
        inner_.lock();
    }
    void unlock() { inner_.unlock(); }

private:
    std::atomic<int> noise_{0};
    spinlock inner_;
};

// Other words, and an argument to construct it.
class gate {
public:
    explicit gate(int limit) : limit_(limit) {}
    void Lock() {
        for (int i = 0; !inner_.try_lock(); ++i)
            if (i >= limit_)
                std::this_thread::yield();
    }
    void Unlock() { inner_.unlock(); }

private:
    int limit_;
    spinlock inner_;
};

} // namespace locks
