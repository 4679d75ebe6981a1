#include <stdint.h>
#include <stdio.h>

static uint64_t left(uint64_t x, unsigned n) { return n ? x << n | x >> (64 - n) : x; }
static uint64_t right(uint64_t x, unsigned n) { return n ? x >> n | x << (64 - n) : x; }

int main(void)
{
    uint64_t x = 0x8000000180000001;
    for (unsigned n = 0; n < 64; n += 21) {
        printf("%u %016llx %016llx ", n, (unsigned long long)left(x, n), (unsigned long long)right(x, n));
        printf("%llx %lld\n", (unsigned long long)(x << n), (long long)x >> n);
    }
    return left(right(x, 13), 13) == x;
}
