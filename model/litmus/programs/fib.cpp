// Two threads add x and y into each other N times; no value exceeds the (2N+2)-th Fibonacci number, 144 for N = 5.
#include <atomic>
#include <cassert>
#include <thread>

#ifndef N
#define N 5
#endif

static std::atomic<int> x{1}, y{1};

static void add_to(std::atomic<int>& target) {
    for (int i = 0; i < N; ++i) {
        const int a = x.load(std::memory_order_acquire);
        const int b = y.load(std::memory_order_acquire);
        target.store(a + b, std::memory_order_release);
    }
}

static int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

static void check() {
    const int limit = fibonacci(2 * N + 2);
    assert(x.load(std::memory_order_acquire) <= limit && y.load(std::memory_order_acquire) <= limit);
}

int main() {
    std::thread first(add_to, std::ref(x)), second(add_to, std::ref(y)), third(check);
    first.join();
    second.join();
    third.join();
    return 0;
}
