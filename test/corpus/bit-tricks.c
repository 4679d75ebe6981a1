#include <stdio.h>

static unsigned reverse(unsigned x)
{
    x = (x & 0x55555555) << 1 | (x >> 1 & 0x55555555);
    x = (x & 0x33333333) << 2 | (x >> 2 & 0x33333333);
    x = (x & 0x0f0f0f0f) << 4 | (x >> 4 & 0x0f0f0f0f);
    return __builtin_bswap32(x);
}

int main(void)
{
    volatile unsigned x = 0x00f01234;
    volatile unsigned long long y = 0x00f0123400000000ULL;
    printf("%d %d %d\n", __builtin_popcount(x), __builtin_clz(x), __builtin_ctz(x));
    printf("%d %d %d\n", __builtin_popcountll(y), __builtin_clzll(y), __builtin_ctzll(y));
    printf("%x %x %x\n", reverse(x), x & -x, x & (x - 1));
    return 0;
}
