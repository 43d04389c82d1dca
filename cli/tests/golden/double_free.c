/* Two threads that look whether there is a buffer to free, and only then take it away. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static _Atomic(char*) buffer;

static void* cleanup(void* unused) {
    (void)unused;
    char* mine = atomic_load(&buffer);
    if (mine) {
        atomic_store(&buffer, NULL);
        free(mine);
    }
    return 0;
}

int main(void) {
    atomic_store(&buffer, malloc(64));
    pthread_t one, two;
    pthread_create(&one, 0, cleanup, 0);
    pthread_create(&two, 0, cleanup, 0);
    pthread_join(one, 0);
    pthread_join(two, 0);
    return 0;
}
