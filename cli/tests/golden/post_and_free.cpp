// A semaphore whose post counts the permit and only then looks whether somebody waits: who has taken the permit may
// have freed the semaphore by then.
#include <atomic>
#include <thread>

struct semaphore {
    std::atomic<int> permits{0}, waiters{0};

    void post() {
        permits.fetch_add(1);
        if (waiters.load() > 0)
            permits.notify_one();
    }

    void wait() {
        waiters.fetch_add(1);
        permits.wait(0);
        permits.fetch_sub(1);
        waiters.fetch_sub(1);
    }
};

void finish(semaphore* done) { done->post(); }

void await(semaphore* done) {
    done->wait();
    delete done;
}

int main() {
    auto* const done = new semaphore;
    std::thread worker(finish, done), waiter(await, done);
    worker.join();
    waiter.join();
}
