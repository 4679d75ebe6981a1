#include <stdio.h>

struct date { unsigned day : 5, month : 4; int year : 14; _Bool leap : 1; };
struct packed { signed char a : 3; signed char b : 5; int : 0; unsigned c : 31; };

int main(void)
{
    struct date d = {29, 2, -753, 1};
    struct packed p = {3, -16, 0x7fffffff};
    p.a++;
    p.b--;
    p.c += 2;
    d.day += 4;
    printf("%u %u %d %d\n", d.day, d.month, d.year, d.leap);
    printf("%d %d %u %d\n", p.a, p.b, p.c, (int)sizeof p);
    return 0;
}
