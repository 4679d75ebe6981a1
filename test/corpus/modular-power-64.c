#include <stdint.h>
#include <stdio.h>

static uint64_t multiply(uint64_t a, uint64_t b, uint64_t m)
{
    uint64_t result = 0;
    for (; b; b >>= 1, a = (a << 1) % m)
        if (b & 1) result = (result + a) % m;
    return result;
}

static uint64_t power(uint64_t a, uint64_t n, uint64_t m)
{
    uint64_t result = 1;
    for (; n; n >>= 1, a = multiply(a, a, m))
        if (n & 1) result = multiply(result, a, m);
    return result;
}

int main(void)
{
    const uint64_t prime = 10007;
    printf("%llu\n", (unsigned long long)power(2, 50, prime));
    printf("%llu\n", (unsigned long long)power(99999, 2, 1ull << 33));
    return power(3, 11, prime) == 177147 % prime;
}
