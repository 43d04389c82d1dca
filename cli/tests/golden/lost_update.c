/* An increment in two steps: one of them gets lost. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int count;

static void* increment(void* unused) {
    (void)unused;
    int seen = atomic_load(&count);
    atomic_store(&count, seen + 1);
    return 0;
}

int main(void) {
    pthread_t one, two;
    pthread_create(&one, 0, increment, 0);
    pthread_create(&two, 0, increment, 0);
    pthread_join(one, 0);
    pthread_join(two, 0);
    assert(atomic_load(&count) == 2);
    return 0;
}
