// oneTBB (libtbb-dev) in the words of the contracts.
#pragma once

#include <memory>

#include <oneapi/tbb/concurrent_queue.h>
#include <oneapi/tbb/queuing_mutex.h>
#include <oneapi/tbb/spin_mutex.h>
#include <oneapi/tbb/spin_rw_mutex.h>

namespace guests {

using tbb_spin_mutex = tbb::spin_mutex;
using tbb_spin_rw_mutex = tbb::spin_rw_mutex;
using tbb_concurrent_queue = tbb::concurrent_queue<int>;

/// Its place in the queue is a scoped_lock, which here is kept by who holds the mutex.
class tbb_queuing_mutex {
public:
    void lock() { held_ = std::make_unique<tbb::queuing_mutex::scoped_lock>(mutex_).release(); }
    bool try_lock() {
        auto place = std::make_unique<tbb::queuing_mutex::scoped_lock>();
        if (!place->try_acquire(mutex_))
            return false;
        held_ = place.release();
        return true;
    }
    void unlock() {
        const std::unique_ptr<tbb::queuing_mutex::scoped_lock> place(held_);
        held_ = nullptr;
    }

private:
    tbb::queuing_mutex mutex_;
    tbb::queuing_mutex::scoped_lock* held_ = nullptr; // guarded by the mutex
};

} // namespace guests
