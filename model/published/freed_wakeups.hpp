// Waking through an object that the woken thread has already freed: it may have seen the change before it slept.
#pragma once

#include "threads.hpp"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

namespace published {

// A task that its waiting thread destroys once it is done. Told of within the lock, the waiting thread cannot go on
// before the notification has been given; outside, the notification may go to what is gone.
template <bool WithinTheLock>
void notify_and_destroy() {
    struct task {
        std::mutex guard;
        std::condition_variable finished;
        bool done = false;
    };
    auto* const shared = new task;
    in_parallel(
        [shared] {
            std::unique_lock<std::mutex> held(shared->guard);
            shared->done = true;
            if (!WithinTheLock)
                held.unlock();
            shared->finished.notify_one();
        },
        [shared] {
            {
                std::unique_lock<std::mutex> held(shared->guard);
                while (!shared->done)
                    shared->finished.wait(held);
            }
            delete shared;
        });
}

// A semaphore whose post() counts the permit, and only then looks whether somebody waits (as glibc's did, bug 12674):
// the permit may have been taken and the semaphore freed in between. Whose handle owns the semaphore together with the
// others does no harm.
struct post_and_look {
    std::atomic<int> permits{0};
    std::atomic<int> waiters{0};
    void post() {
        permits.fetch_add(1);
        if (waiters.load() > 0)
            permits.notify_one();
    }
    void wait() {
        waiters.fetch_add(1);
        while (permits.load() == 0)
            permits.wait(0);
        permits.fetch_sub(1);
        waiters.fetch_sub(1);
    }
};

struct shared_owner {
    std::shared_ptr<post_and_look> semaphore = std::make_shared<post_and_look>();
    void release() { semaphore.reset(); }
};

struct sole_owner {
    post_and_look* semaphore = new post_and_look;
    void release() { delete semaphore; }
};

template <class Owner>
void post_and_free() {
    Owner poster;
    Owner waiter = poster;
    in_parallel([mine = std::move(poster)] { mine.semaphore->post(); },
                [mine = std::move(waiter)]() mutable {
                    mine.semaphore->wait();
                    mine.release();
                });
}

} // namespace published
