// Between floats and integers of every size, in both directions.
#include <stdint.h>
#include <stdio.h>

int main(void)
{
    volatile double d = -123456.789, big = 1e18;
    volatile float f = 3.99f;
    volatile int32_t i = -7;
    volatile uint32_t u = 4000000000u;
    volatile int64_t l = -9007199254740993;
    volatile uint64_t v = 18446744073709551615u;
    printf("%d %d %u\n", (int)d, (int)f, (unsigned)(double)u);
    printf("%lld %llu\n", (long long)big, (unsigned long long)(big * 10));
    printf("%d %d %d\n", (signed char)-d == 64, (short)f, (unsigned char)f);
    printf("%lld %lld\n", (long long)(double)l, (long long)(float)l);
    printf("%d %d\n", (double)v == 18446744073709551616.0, (float)u == 4e9f);
    printf("%d %d\n", (double)i * i == 49, (float)(double)0.1f == 0.1f);
    printf("%d\n", (float)16777217 == 16777216.0f);
    return 0;
}
