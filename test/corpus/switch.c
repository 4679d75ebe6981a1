#include <stdio.h>

static int dense(int n)
{
    switch (n) {
    case 0: return 10;
    case 1: n += 5;
    case 2: return n * 2;
    case 3: case 4: return -n;
    case 7: break;
    default: return 99;
    }
    return 77;
}

static const char *sparse(unsigned n)
{
    switch (n) {
    case 1: return "one";
    case 1000: return "thousand";
    case 4000000000u: return "four milliards";
    }
    return "other";
}

int main(void)
{
    for (int i = -1; i < 9; i++)
        printf("%d ", dense(i));
    printf("%s %s %s\n", sparse(1000), sparse(4000000000u), sparse(2));
    return 0;
}
