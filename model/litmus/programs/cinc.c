// N threads increment x, then y, then z: (N!)^3 executions.
#include <pthread.h>
#include <stdatomic.h>

#ifndef N
#define N 3
#endif

static atomic_int x, y, z;

static void *increment(void *unused) {
    atomic_fetch_add_explicit(&x, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&y, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&z, 1, memory_order_relaxed);
    return unused;
}

int main(void) {
    pthread_t threads[N];
    for (int i = 0; i < N; ++i)
        pthread_create(&threads[i], 0, increment, 0);
    for (int i = 0; i < N; ++i)
        pthread_join(threads[i], 0);
    return 0;
}
