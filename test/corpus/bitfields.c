#include <stdio.h>

struct flags { unsigned a : 3; int b : 5; unsigned : 0; unsigned c : 17; signed long long d : 40; };

int main(void)
{
    struct flags f = {7, -16, 0x1ffff, -5};
    f.a += 2;
    f.b -= 1;
    f.c += 3;
    f.d *= 3;
    printf("%u %d %u %lld %d\n", f.a, f.b, f.c, (long long)f.d, (int)sizeof f);
    return 0;
}
