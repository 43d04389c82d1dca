// A semaphore whose release notifies only if there was no permit: of two threads that wait only one is ever told.
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex guard;
std::condition_variable released;
int permits = 0;

void acquire() {
    std::unique_lock<std::mutex> held(guard);
    while (permits == 0)
        released.wait(held);
    --permits;
}

void release() {
    const std::lock_guard<std::mutex> held(guard);
    if (permits++ == 0)
        released.notify_one();
}

int main() {
    std::thread one(acquire), two(acquire);
    release();
    release();
    one.join();
    two.join();
}
