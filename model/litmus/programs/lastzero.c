// Thread j of N stores a[j-1] + 1 into a[j]; a reader looks for the last zero, from the end.
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

#ifndef N
#define N 5
#endif

static atomic_int a[N + 1];

static void *look(void *unused) {
    int i = N;
    while (atomic_load_explicit(&a[i], memory_order_acquire) != 0)
        --i;
    return unused;
}

static void *count_up(void *argument) {
    const intptr_t j = (intptr_t)argument;
    atomic_store_explicit(&a[j], atomic_load_explicit(&a[j - 1], memory_order_acquire) + 1, memory_order_release);
    return 0;
}

int main(void) {
    pthread_t reader, writers[N + 1];
    pthread_create(&reader, 0, look, 0);
    for (intptr_t j = 1; j <= N; ++j)
        pthread_create(&writers[j], 0, count_up, (void *)j);
    pthread_join(reader, 0);
    for (int j = 1; j <= N; ++j)
        pthread_join(writers[j], 0);
    return 0;
}
