// One thread writes, N read: 2^N executions.
#include <pthread.h>
#include <stdatomic.h>

#ifndef N
#define N 3
#endif

static atomic_int x;

static void *write_once(void *unused) {
    atomic_store_explicit(&x, 42, memory_order_release);
    return unused;
}

static void *read_once(void *unused) {
    (void)atomic_load_explicit(&x, memory_order_acquire);
    return unused;
}

int main(void) {
    pthread_t writer, readers[N];
    pthread_create(&writer, 0, write_once, 0);
    for (int i = 0; i < N; ++i)
        pthread_create(&readers[i], 0, read_once, 0);
    pthread_join(writer, 0);
    for (int i = 0; i < N; ++i)
        pthread_join(readers[i], 0);
    return 0;
}
