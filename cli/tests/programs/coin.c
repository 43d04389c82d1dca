/* Behaves differently each time it is run: the kernel's random numbers are no part of the model. */
#include <pthread.h>
#include <stdatomic.h>
#include <sys/random.h>

static atomic_int shared, cells[64];

static void* thread(void* unused) {
    (void)unused;
    unsigned char number = 0;
    (void)!getrandom(&number, sizeof number, 0);
    atomic_fetch_add(&cells[number % 64], 1);
    atomic_fetch_add(&shared, 1);
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
