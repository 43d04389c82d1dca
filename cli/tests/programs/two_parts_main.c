/* A program of two files; the other one is C++. */
int answer(void);
int main(void) { return answer() != EXPECTED; }
