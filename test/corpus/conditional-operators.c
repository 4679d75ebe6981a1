#include <stdio.h>

static int calls;
static int note(int value) { calls++; return value; }

int main(void)
{
    int a = note(0) && note(1), b = note(1) || note(0), c = note(0) || (note(2), note(0));
    int d = note(3) ? note(4) : note(5);
    int e = 5;
    printf("%d %d %d %d %d %d\n", a, b, c, d, calls, !e + !!e * 2);
    return 0;
}
