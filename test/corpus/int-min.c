#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

/** The absolute value, which always fits an unsigned int. */
static unsigned magnitude(int n)
{
    return n < 0 ? 0u - (unsigned)n : (unsigned)n;
}

int main(void)
{
    volatile int least = INT_MIN;
    volatile long long wide = LLONG_MIN;
    printf("%d %u %x\n", least, magnitude(least), (unsigned)least);
    printf("%d %d %d %d\n", least / 2, least % 10, least / least, least % INT_MAX);
    printf("%d %d %d\n", least >> 31, (int)((unsigned)least >> 31), ~least == INT_MAX);
    printf("%d %d\n", least < -INT_MAX, (unsigned)least > INT_MAX);
    printf("%lld %lld\n", (long long)least * least, -(long long)least);
    printf("%lld %lld %d\n", wide, wide / 3, (int)(wide % 7));
    printf("%d %ld\n", abs(least + 1), labs(-5L));
    return 0;
}
