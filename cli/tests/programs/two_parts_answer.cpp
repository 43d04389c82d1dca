// The other half of two_parts_main.c.
extern "C" int answer(void) { return 42; }
