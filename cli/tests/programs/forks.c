/* Asks for what the engine does not model. */
#include <unistd.h>

int main(void) { return fork() == 0; }
