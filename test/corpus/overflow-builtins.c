#include <limits.h>
#include <stdio.h>

/** Adds decimal digits to a number until it no longer fits. */
static int parse(const char *text, int *value)
{
    for (*value = 0; *text; text++)
        if (__builtin_mul_overflow(*value, 10, value) || __builtin_add_overflow(*value, *text - '0', value))
            return -1;
    return 0;
}

int main(void)
{
    static const char *const texts[] = {"2147483647", "2147483648", "99999999999"};
    for (int i = 0; i < 3; i++) {
        int value, failed = parse(texts[i], &value);
        printf("%s %s\n", texts[i], failed ? "overflows" : "fits");
    }
    unsigned u;
    long long wide;
    printf("%d %u\n", __builtin_sub_overflow(3u, 5u, &u), u);
    printf("%d %lld\n", __builtin_add_overflow(LLONG_MAX, 2LL, &wide), wide);
    printf("%d\n", __builtin_mul_overflow(LLONG_MAX / 3, 4LL, &wide));
    printf("%d %lld\n", __builtin_mul_overflow(-3037000499LL, 3037000499LL, &wide), wide);
    return 0;
}
