// Abseil (libabsl-dev) in the words of the contracts.
#pragma once

#include <atomic>

#include <absl/synchronization/mutex.h>
#include <absl/synchronization/notification.h>

namespace guests {

struct absl_mutex : absl::Mutex {
    void lock() { Lock(); }
    bool try_lock() { return TryLock(); }
    void unlock() { Unlock(); }
    void lock_shared() { ReaderLock(); }
    bool try_lock_shared() { return ReaderTryLock(); }
    void unlock_shared() { ReaderUnlock(); }
};

/// May be notified once only; of several calls the first does it.
class absl_notification {
public:
    void set() {
        if (!begun_.exchange(true, std::memory_order_relaxed))
            notification_.Notify();
    }
    bool is_set() const { return notification_.HasBeenNotified(); }
    void wait() const { notification_.WaitForNotification(); }

private:
    std::atomic<bool> begun_{false};
    absl::Notification notification_;
};

} // namespace guests
