/* Behaves differently each time it is run. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

static atomic_int x, y;

static void* thread(void* unused) {
    (void)unused;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    atomic_fetch_add(now.tv_nsec / 10 % 2 ? &x : &y, 1);
    return 0;
}

int main(void) {
    pthread_t threads[4];
    for (int i = 0; i < 4; ++i)
        pthread_create(&threads[i], 0, thread, 0);
    for (int i = 0; i < 4; ++i)
        pthread_join(threads[i], 0);
    return 0;
}
