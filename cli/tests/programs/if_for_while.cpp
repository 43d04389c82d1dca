// Waits with `if` where `while` is needed: right as long as no wait ends without reason.
#include <cassert>
#include <condition_variable>
#include <mutex>
#include <thread>

int main() {
    std::mutex guard;
    std::condition_variable changed;
    bool ready = false;
    std::thread other([&] {
        const std::lock_guard<std::mutex> held(guard);
        ready = true;
        changed.notify_one();
    });
    {
        std::unique_lock<std::mutex> held(guard);
        if (!ready)
            changed.wait(held);
        assert(ready);
    }
    other.join();
}
