#include <stdint.h>
#include <stdio.h>

static uint64_t state = 88172645463325252;

static uint64_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

/* The output function of splitmix64: every bit depends on every bit. */
static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
    x = (x ^ x >> 27) * 0x94d049bb133111eb;
    return x ^ x >> 31;
}

int main(void)
{
    int buckets[8] = {0};
    for (int i = 0; i < 100; i++)
        buckets[next() >> 61]++;
    for (int i = 0; i < 8; i++)
        printf("%d%c", buckets[i], i < 7 ? ' ' : '\n');
    for (uint64_t i = 0; i < 4; i++)
        printf("%llu\n", (unsigned long long)mix(i * 0x9e3779b97f4a7c15));
    printf("%llu\n", (unsigned long long)state);
    return 0;
}
