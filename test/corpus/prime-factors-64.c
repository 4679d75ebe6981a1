#include <stdio.h>

static void factors(unsigned long long n)
{
    printf("%llu =", n);
    for (unsigned long long p = 2; p * p <= n; p += p == 2 ? 1 : 2)
        for (; n % p == 0; n /= p) printf(" %llu", p);
    if (n > 1) printf(" %llu", n);
    putchar('\n');
}

int main(void)
{
    factors(360);
    factors(4294967296ull * 81);
    factors(10403ull * 10403);
    return 0;
}
