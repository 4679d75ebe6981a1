#include <stdint.h>
#include <stdio.h>

/** Numbers with sixteen bits after the point. */
typedef int32_t fixed;
#define ONE ((fixed)1 << 16)

static fixed multiply(fixed a, fixed b) { return (fixed)(((int64_t)a * b + (ONE >> 1)) >> 16); }
static fixed divide(fixed a, fixed b) { return (fixed)(((int64_t)a << 16) / b); }

static fixed root(fixed a)
{
    fixed x = a > ONE ? a : ONE;
    for (int i = 0; i < 12; i++) x = (x + divide(a, x)) / 2;
    return x;
}

static void show(const char *name, fixed a)
{
    uint32_t size = a < 0 ? 0u - (uint32_t)a : (uint32_t)a;
    printf("%s %s%u.%04u\n", name, a < 0 ? "-" : "", size >> 16, ((size & 0xffff) * 10000) >> 16);
}

int main(void)
{
    fixed third = divide(ONE, 3 * ONE);
    show("third", third);
    show("product", multiply(-third, 5 * ONE / 2));
    show("root of two", root(2 * ONE));
    fixed e = ONE, term = ONE;
    for (int i = 1; i < 10; i++) e += term = divide(term, i * ONE);
    show("e", e);
    return 0;
}
