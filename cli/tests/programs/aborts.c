/* Gives up by itself. */
#include <stdlib.h>

int main(void) { abort(); }
