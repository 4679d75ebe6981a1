#include <stdio.h>

int main(void)
{
    unsigned char uc = 200, small = 100;
    signed char sc = -56;
    unsigned short us = 65535;
    short s = -1;
    unsigned u = 1;
    long long ll = -1;
    printf("%d %d %d\n", uc + small, (unsigned char)(uc + small), uc == (unsigned char)sc);
    printf("%d %d %d\n", ~uc, -us, us << 4);
    printf("%d %d %d\n", s < u, s < us, sc < uc);
    printf("%d %d\n", ll < u, -1L < 1U);
    printf("%d %d\n", (int)sizeof(uc + uc), (int)sizeof(ll + u));
    printf("%d %d %d\n", (int)sizeof 'a', (int)sizeof(char), (int)sizeof(1 ? uc : ll));
    printf("%lld %lld\n", (long long)-u, -(long long)u);
    printf("%d %d\n", (short)70000, (signed char)511);
    uc += 100;
    sc *= 3;
    us++;
    printf("%d %d %d\n", uc, sc, us);
    int big = 65535;
    printf("%u %lld\n", (unsigned)big * big, (long long)big * big);
    printf("%llx %llx\n", (unsigned long long)-1, (unsigned long long)0xffffffff);
    return 0;
}
