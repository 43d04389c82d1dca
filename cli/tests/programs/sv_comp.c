/* The functions of SV-COMP: both values of a nondeterministic bool are tried, and an assumption drops one. */
#include <stdbool.h>

extern bool __VERIFIER_nondet_bool(void);
extern void __VERIFIER_assume(int);
extern void reach_error(void);

int main(void) {
    const bool a = __VERIFIER_nondet_bool();
    const bool b = __VERIFIER_nondet_bool();
    __VERIFIER_assume(!a);
    if (a && b)
        reach_error();
    return 0;
}
