#include <limits.h>
#include <stdio.h>

int main(void)
{
    unsigned char u = 200;
    signed char s = (signed char)u;
    char c = (char)200;
    short h = (short)70000;
    printf("%d %d %d %d\n", u + u, s, c < 0, h);
    printf("%d %d %u\n", -1 < 1u, (unsigned char)(u * 2), (unsigned)s);
    printf("%lld %llu\n", (long long)(int)0x80000000u, (unsigned long long)-1);
    printf("%d %d %d\n", INT_MAX + 1u > INT_MAX, UINT_MAX + 1u == 0, -INT_MAX - 1 == INT_MIN);
    printf("%d %d\n", (int)(long long)0x1234567890LL, ~0u >> 31);
    printf("%d %d %d %d\n", -7 / 2, -7 % 2, 7 / -2, 7 % -2);
    return (unsigned char)-1;
}
