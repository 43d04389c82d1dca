/* C11's own threads and mutexes: 2 executions. */
#include <assert.h>
#include <threads.h>

static mtx_t lock;
static int count;

static int add(void* unused) {
    (void)unused;
    mtx_lock(&lock);
    ++count;
    mtx_unlock(&lock);
    return 0;
}

int main(void) {
    thrd_t one, two;
    mtx_init(&lock, mtx_plain);
    thrd_create(&one, add, 0);
    thrd_create(&two, add, 0);
    thrd_join(one, 0);
    thrd_join(two, 0);
    assert(count == 2);
    return 0;
}
