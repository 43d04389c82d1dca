// Thread i of N tries once to change x from i to i+1.
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

#ifndef N
#define N 3
#endif

static atomic_int x;

static void *rotate(void *argument) {
    int expected = (int)(intptr_t)argument;
    const int desired = expected + 1;
    atomic_compare_exchange_strong_explicit(&x, &expected, desired, memory_order_relaxed, memory_order_relaxed);
    return 0;
}

int main(void) {
    pthread_t threads[N];
    for (intptr_t i = 0; i < N; ++i)
        pthread_create(&threads[i], 0, rotate, (void *)i);
    for (int i = 0; i < N; ++i)
        pthread_join(threads[i], 0);
    return 0;
}
