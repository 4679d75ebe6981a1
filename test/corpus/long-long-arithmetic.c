#include <stdio.h>

int main(void)
{
    volatile long long a = 123456789012345LL, b = -987654321LL;
    volatile unsigned long long u = 0xfedcba9876543210ULL, v = 0x100000007ULL;
    printf("%lld %lld\n", a + b, a * b);
    printf("%lld %lld\n", a / b, a % b);
    printf("%llu %llu\n", u / v, u % v);
    printf("%llu %d\n", u / 10, (int)(u % 10));
    return 0;
}
