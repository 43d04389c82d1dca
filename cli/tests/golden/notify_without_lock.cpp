// A flag that is set without the lock, though it is looked at with it: the notification may come between the look and
// the sleep.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex guard;
std::condition_variable changed;
std::atomic<bool> ready{false};

void await() {
    std::unique_lock<std::mutex> held(guard);
    while (!ready.load())
        changed.wait(held);
}

void announce() {
    ready.store(true);
    changed.notify_one();
}

int main() {
    std::thread waiter(await), notifier(announce);
    waiter.join();
    notifier.join();
}
