/* A loop without effects. */
int main(void) {
    for (;;) {
    }
}
