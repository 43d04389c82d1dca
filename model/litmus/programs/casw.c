// Each of N threads tries to change x from 0 to 1, then writes a value of its own.
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

#ifndef N
#define N 3
#endif

static atomic_int x;

static void *claim_and_write(void *argument) {
    int expected = 0;
    atomic_compare_exchange_strong_explicit(&x, &expected, 1, memory_order_relaxed, memory_order_relaxed);
    atomic_store_explicit(&x, (int)(intptr_t)argument + 4, memory_order_release);
    return 0;
}

int main(void) {
    pthread_t threads[N];
    for (intptr_t i = 0; i < N; ++i)
        pthread_create(&threads[i], 0, claim_and_write, (void *)i);
    for (int i = 0; i < N; ++i)
        pthread_join(threads[i], 0);
    return 0;
}
