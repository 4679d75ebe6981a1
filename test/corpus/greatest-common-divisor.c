#include <stdio.h>

static unsigned long long gcd(unsigned long long a, unsigned long long b)
{
    while (b) {
        unsigned long long rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

int main(void)
{
    printf("%llu %llu\n", gcd(1071, 462), gcd(6000000000000ULL, 81000000018ULL));
    return 0;
}
