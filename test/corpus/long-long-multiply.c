#include <stdint.h>
#include <stdio.h>

/* The high half of a product of 128 bits, from four products of 64. */
static uint64_t high(uint64_t a, uint64_t b)
{
    uint64_t a0 = (uint32_t)a, a1 = a >> 32, b0 = (uint32_t)b, b1 = b >> 32;
    uint64_t middle = a1 * b0 + (a0 * b0 >> 32);
    uint64_t other = a0 * b1 + (uint32_t)middle;
    return a1 * b1 + (middle >> 32) + (other >> 32);
}

int main(void)
{
    volatile uint64_t values[] = {0, 1, 0xffffffff, 0x100000000, 0x8000000000000000, UINT64_MAX, 0x123456789abcdef};
    for (int i = 1; i < 7; i++) {
        uint64_t a = values[i], b = values[(i * 3 + 1) % 7];
        printf("%016llx%016llx\n", (unsigned long long)high(a, b), (unsigned long long)(a * b));
    }
    volatile int64_t s = -3000000000;
    volatile int n = -7;
    printf("%lld %lld %lld\n", (long long)(s * n), (long long)(s * 3), (long long)(s * s));
    return (int)(high(UINT64_MAX, UINT64_MAX) & 0xff);
}
