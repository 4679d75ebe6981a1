#include <stdint.h>
#include <stdio.h>

static uint32_t root(uint64_t n)
{
    uint64_t result = 0;
    for (uint64_t bit = 1ULL << 62; bit; bit >>= 2) {
        if (n >= result + bit) {
            n -= result + bit;
            result = (result >> 1) + bit;
        } else
            result >>= 1;
    }
    return (uint32_t)result;
}

int main(void)
{
    static const uint64_t squares[] = {0, 1, 99, 1000000000000000000, UINT64_MAX};
    for (int i = 0; i < 5; i++)
        printf("%llu %u\n", (unsigned long long)squares[i], root(squares[i]));
    return root(65535 * 65535ULL - 1) == 65534;
}
