/* A helper that unlocks what the main thread has locked. */
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;
static atomic_int finished;

static void* helper(void* unused) {
    (void)unused;
    if (!atomic_load(&finished))
        pthread_mutex_unlock(&door);
    return 0;
}

int main(void) {
    pthread_mutex_lock(&door);
    pthread_t other;
    pthread_create(&other, 0, helper, 0);
    atomic_store(&finished, 1);
    pthread_mutex_unlock(&door);
    pthread_join(other, 0);
    return 0;
}
