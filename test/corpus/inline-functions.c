#include <stdio.h>

static inline unsigned rotate(unsigned x, int n) { return x << (n & 31) | x >> (-n & 31); }
static inline int clamp(int x, int low, int high) { return x < low ? low : x > high ? high : x; }
inline int square(int x) { return x * x; }
extern inline int square(int x);
static __attribute__((always_inline)) inline int twice(int x) { return x + x; }
static __attribute__((noinline)) int apply(int (*f)(int), int x) { return f(x); }

int main(void)
{
    printf("%08x %08x %08x\n", rotate(0x80000001, 1), rotate(0x12345678, -8), rotate(7, 32));
    printf("%d %d %d\n", clamp(-5, 0, 9), clamp(5, 0, 9), clamp(50, 0, 9));
    printf("%d %d\n", square(twice(7)), apply(square, 12));
    return apply(twice, 21);
}
