// An eventcount without its fences: the waiting thread announces itself and looks once more, the notifying one makes
// the change and looks for whom to tell, and each may miss the other.
#include <atomic>
#include <thread>

std::atomic<unsigned> epoch{0};
std::atomic<int> waiters{0};
std::atomic<bool> ready{false};

void await() {
    waiters.fetch_add(1, std::memory_order_relaxed);
    const unsigned ticket = epoch.load(std::memory_order_acquire);
    if (!ready.load(std::memory_order_acquire))
        epoch.wait(ticket, std::memory_order_acquire);
    waiters.fetch_sub(1, std::memory_order_relaxed);
}

void announce() {
    ready.store(true, std::memory_order_release);
    if (waiters.load(std::memory_order_relaxed) == 0)
        return;
    epoch.fetch_add(1, std::memory_order_release);
    epoch.notify_all();
}

int main() {
    std::thread waiter(await), notifier(announce);
    waiter.join();
    notifier.join();
}
