// Two threads add x and y into each other N times; no value exceeds the (2N+2)-th Fibonacci number, 144 for N = 5.
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

#ifndef N
#define N 5
#endif

static atomic_int x = 1, y = 1;

static void *add_to_x(void *unused) {
    for (int i = 0; i < N; ++i) {
        const int a = atomic_load_explicit(&x, memory_order_acquire);
        const int b = atomic_load_explicit(&y, memory_order_acquire);
        atomic_store_explicit(&x, a + b, memory_order_release);
    }
    return unused;
}

static void *add_to_y(void *unused) {
    for (int i = 0; i < N; ++i) {
        const int a = atomic_load_explicit(&x, memory_order_acquire);
        const int b = atomic_load_explicit(&y, memory_order_acquire);
        atomic_store_explicit(&y, a + b, memory_order_release);
    }
    return unused;
}

static int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

static void *check(void *unused) {
    const int limit = fibonacci(2 * N + 2);
    assert(atomic_load_explicit(&x, memory_order_acquire) <= limit &&
           atomic_load_explicit(&y, memory_order_acquire) <= limit);
    return unused;
}

int main(void) {
    pthread_t t[3];
    pthread_create(&t[0], 0, add_to_x, 0);
    pthread_create(&t[1], 0, add_to_y, 0);
    pthread_create(&t[2], 0, check, 0);
    for (int i = 0; i < 3; ++i)
        pthread_join(t[i], 0);
    return 0;
}
