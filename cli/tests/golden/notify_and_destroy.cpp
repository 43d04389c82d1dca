// A task that is destroyed by who waits for it: the notification after the unlock may find it gone.
#include <condition_variable>
#include <mutex>
#include <thread>

struct task {
    std::mutex guard;
    std::condition_variable finished;
    bool done = false;
};

void finish(task* it) {
    {
        const std::lock_guard<std::mutex> held(it->guard);
        it->done = true;
    }
    it->finished.notify_one();
}

void await(task* it) {
    {
        std::unique_lock<std::mutex> held(it->guard);
        while (!it->done)
            it->finished.wait(held);
    }
    delete it;
}

int main() {
    auto* const it = new task;
    std::thread worker(finish, it), waiter(await, it);
    worker.join();
    waiter.join();
}
