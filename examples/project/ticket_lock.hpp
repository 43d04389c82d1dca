// A ticket lock (Reed and Kanodia, Synchronization with Eventcounts and Sequencers, 1979). The README's has one order
// too weak; this one is right. Any thread may call lock(); unlock() is for the thread that holds the lock.
#pragma once

#include <atomic>
#include <thread>

namespace my {

class ticket_lock {
public:
    void lock() {
        const unsigned mine = next_.fetch_add(1, std::memory_order_relaxed); // only the number counts
        while (serving_.load(std::memory_order_acquire) != mine)             // pairs with unlock()
            std::this_thread::yield();
    }
    void unlock() {
        const unsigned mine = serving_.load(std::memory_order_relaxed); // nobody else writes it now
        serving_.store(mine + 1, std::memory_order_release);            // publishes what was done under the lock
    }

private:
    std::atomic<unsigned> next_{0};
    std::atomic<unsigned> serving_{0};
};

} // namespace my
