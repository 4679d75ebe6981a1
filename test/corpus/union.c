#include <stdio.h>
#include <stdint.h>

union word { uint32_t whole; uint16_t halves[2]; uint8_t bytes[4]; struct { int8_t low; } s; };

int main(void)
{
    union word w = {.whole = 0xfedcba98};
    printf("%x %x %x %d\n", w.halves[0], w.halves[1], w.bytes[2], w.s.low);
    w.bytes[3] = 1;
    printf("%08x\n", w.whole);
    union { float f; uint32_t bits; } u = {.f = -1.5f};
    printf("%x\n", u.bits);
    union { double d; uint64_t bits; } v = {.d = 0.1};
    printf("%llx\n", (unsigned long long)v.bits);
    return 0;
}
