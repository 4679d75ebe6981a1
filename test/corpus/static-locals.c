#include <stdio.h>

static int next(void)
{
    static int counter = 40;
    static int zero;
    zero += 2;
    return counter++ + zero;
}

int main(void)
{
    int a = next(), b = next(), c = next();
    printf("%d %d %d\n", a, b, c);
    return 0;
}
