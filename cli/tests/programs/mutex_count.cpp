// Three threads with one critical section each: 3! = 6 executions.
#include <cassert>
#include <mutex>
#include <thread>

int count = 0;
std::mutex lock;

void add() {
    const std::lock_guard<std::mutex> held(lock);
    ++count;
}

int main() {
    std::thread one(add), two(add), three(add);
    one.join();
    two.join();
    three.join();
    assert(count == 3);
}
