#include <stdio.h>

static int add(int a, int b) { return a + b; }
static void nothing(void) {}

int main(void)
{
    void (*table[])(void) = {(void (*)(void))add, nothing};
    printf("%d\n", ((int (*)(int, int))table[0])(20, 22));
    printf("%d\n", ((int (*)(int))table[1])(1));
    return 0;
}
