/* Behaves differently each time it is run: the kernel's random numbers are no part of the model. */
#include <pthread.h>
#include <stdatomic.h>
#include <sys/random.h>

static atomic_int x, y;

static void* thread(void* unused) {
    (void)unused;
    unsigned char coin = 0;
    (void)!getrandom(&coin, sizeof coin, 0);
    atomic_fetch_add(coin % 2 ? &x : &y, 1);
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
