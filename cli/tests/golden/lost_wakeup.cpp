// A consumer that looks, and only then goes to sleep without looking again: the notification may come in between.
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex guard;
std::condition_variable filled;
bool full = false;

bool is_full() {
    const std::lock_guard<std::mutex> held(guard);
    return full;
}

void consume() {
    if (!is_full()) {
        std::unique_lock<std::mutex> held(guard);
        filled.wait(held);
    }
}

void produce() {
    const std::lock_guard<std::mutex> held(guard);
    full = true;
    filled.notify_one();
}

int main() {
    std::thread consumer(consume), producer(produce);
    consumer.join();
    producer.join();
}
