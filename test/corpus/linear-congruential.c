#include <stdint.h>
#include <stdio.h>

static uint64_t wide = 42;
static uint32_t narrow = 42;

static uint32_t next_wide(void)
{
    wide = wide * 6364136223846793005 + 1442695040888963407;
    return (uint32_t)(wide >> 33);
}

static uint32_t next_narrow(void)
{
    narrow = narrow * 1103515245 + 12345;
    return narrow >> 16 & 0x7fff;
}

static uint32_t park_miller(uint32_t x) { return (uint32_t)((uint64_t)x * 48271 % 2147483647); }

int main(void)
{
    for (int i = 0; i < 3; i++)
        printf("%u %u\n", next_wide(), next_narrow());
    uint32_t x = 1;
    for (int i = 0; i < 60; i++)
        x = park_miller(x);
    printf("%u\n", x);
    int period = 0;
    uint8_t small = 7;
    do {
        small = small * 5 + 3;
        period++;
    } while (small != 7);
    printf("%d\n", period);
    return 0;
}
