#include <stdint.h>
#include <stdio.h>

int main(void)
{
    volatile int32_t i = -2;
    volatile uint32_t u = 0xfffffffe;
    volatile int64_t w = -0x123456789LL;
    volatile uint16_t h = 0xffff;
    printf("%lld %lld\n", (long long)i, (long long)u);
    printf("%d %d\n", i < (int64_t)u, (uint32_t)i == u);
    printf("%x %hhx %hx\n", (uint32_t)w, (uint8_t)w, (uint16_t)w);
    printf("%lld %lld\n", w + u, w * (int64_t)i);
    printf("%d %d\n", h * 2 - h > 0, (int16_t)h);
    printf("%u %llu\n", u * u, (unsigned long long)u * u);
    printf("%lld %lld\n", w >> 4, (long long)((uint64_t)w >> 60));
    printf("%d %d\n", (int)(w < 0 ? -1 : 1u), (int)sizeof(i + w));
    _Bool flag = (_Bool)0x100000000LL;
    return flag + !!(int)0x100000000LL;
}
