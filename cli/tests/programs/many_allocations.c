/* Ten thousand blocks, all given back. */
#include <stdlib.h>

int main(void) {
    void* blocks[10000];
    for (int i = 0; i < 10000; ++i)
        blocks[i] = malloc((size_t)i + 1);
    for (int i = 0; i < 10000; ++i)
        free(blocks[i]);
    return 0;
}
