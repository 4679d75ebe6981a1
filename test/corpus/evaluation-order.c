#include <stdio.h>

static int trace(const char *name, int value)
{
    printf("%s ", name);
    return value;
}

int main(void)
{
    int a = trace("a", 0) && trace("b", 1);
    int b = trace("c", 2) || trace("d", 3);
    int c = trace("e", 0) ? trace("f", 4) : trace("g", 5);
    int d = (trace("h", 6), trace("i", 7));
    printf("\n%d %d %d %d\n", a, b, c, d);
    int i = 0, sum = 0;
    do sum += i; while (++i < 5 && sum < 7);
    for (int x = 0, y = 10; x < y; x++, y -= 2) sum += x * y;
    printf("%d %d\n", i, sum);
    return !a + !!b;
}
