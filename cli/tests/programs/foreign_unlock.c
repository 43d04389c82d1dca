/* Unlocks what another thread holds. */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void* unlocks(void* unused) {
    (void)unused;
    pthread_mutex_unlock(&lock);
    return 0;
}

int main(void) {
    pthread_mutex_lock(&lock);
    pthread_t other;
    pthread_create(&other, 0, unlocks, 0);
    pthread_join(other, 0);
    pthread_mutex_unlock(&lock);
    return 0;
}
