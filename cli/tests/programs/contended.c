// Four threads and two counters: thousands of executions.
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

atomic_int first, second;

static void* contend(void* nothing) {
    atomic_fetch_add(&first, 1);
    if (atomic_load(&second) == 3)
        atomic_store(&second, 1);
    else
        atomic_fetch_add(&second, 1);
    return nothing;
}

int main(void) {
    pthread_t threads[4];
    for (int i = 0; i < 4; ++i)
        pthread_create(&threads[i], 0, contend, 0);
    for (int i = 0; i < 4; ++i)
        pthread_join(threads[i], 0);
    assert(first == 4);
}
