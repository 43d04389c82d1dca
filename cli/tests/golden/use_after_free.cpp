// A worker is told to stop, but nobody waits until it has seen that before the request is deleted.
#include <atomic>
#include <thread>

struct request {
    std::atomic<bool> cancelled{false};
    std::atomic<int> progress{0};
};

int main() {
    auto* const job = new request;
    std::thread worker([job] {
        if (!job->cancelled.load())
            job->progress.store(50);
    });
    job->cancelled.store(true);
    delete job;
    worker.join();
}
