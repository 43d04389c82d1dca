// N threads open-address a table of 128 cells, four entries each; they collide only from N = 12 on.
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

#ifndef N
#define N 12
#endif

enum { cells = 128, entries = 4 };

static atomic_int table[cells];

static void *insert_all(void *argument) {
    const int thread = (int)(intptr_t)argument;
    for (int i = 0; i < entries; ++i) {
        const int w = i * 11 + thread;
        int h = (w * 7) % cells;
        for (;;) {
            int expected = 0;
            if (atomic_compare_exchange_strong_explicit(&table[h], &expected, w, memory_order_relaxed,
                                                        memory_order_relaxed))
                break;
            h = (h + 1) % cells;
        }
    }
    return 0;
}

int main(void) {
    pthread_t threads[N];
    for (intptr_t i = 0; i < N; ++i)
        pthread_create(&threads[i], 0, insert_all, (void *)i);
    for (int i = 0; i < N; ++i)
        pthread_join(threads[i], 0);
    return 0;
}
