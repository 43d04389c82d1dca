/* Frees a block twice. */
#include <stdlib.h>

int main(void) {
    void* block = malloc(8);
    free(block);
    free(block);
    return 0;
}
