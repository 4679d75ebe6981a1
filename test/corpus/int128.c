#include <stdio.h>

typedef unsigned __int128 wide;

static void show(wide n)
{
    printf("%016llx %016llx\n", (unsigned long long)(n >> 64), (unsigned long long)n);
}

int main(void)
{
    wide n = (wide)0xffffffffffffffffULL * 0xfffffffffffffffeULL;
    show(n);
    show(n / 1000000007);
    show(n % ((wide)1 << 64 | 3));
    for (int i = 1; i < 8; i++)
        n = n * 5 - (n >> 11 * i) + (n << 17 * i);
    show(n);
    __int128 negative = -(__int128)1 << 100;
    printf("%lld %d %d\n", (long long)(negative >> 90), negative < 0, negative / 8 == negative >> 3);
    return 0;
}
