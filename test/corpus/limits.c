#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

int main(void)
{
    printf("%d %d %d %u\n", SCHAR_MAX, UCHAR_MAX, SHRT_MIN, USHRT_MAX);
    printf("%d %d %u\n", INT_MIN, INT_MAX, UINT_MAX);
    printf("%ld %ld %lu\n", LONG_MIN, LONG_MAX, ULONG_MAX);
    printf("%lld %lld %llu\n", LLONG_MIN, LLONG_MAX, ULLONG_MAX);
    printf("%d %d %d\n", INT8_MIN, INT16_MAX, UINT16_MAX);
    printf("%lld %llu\n", (long long)INT64_MIN, (unsigned long long)UINT64_MAX);
    printf("%lu %ld\n", (unsigned long)SIZE_MAX, (long)PTRDIFF_MIN);
    printf("%d %d %lu\n", CHAR_BIT, (int)sizeof(intmax_t), (unsigned long)UINTPTR_MAX);
    return 0;
}
