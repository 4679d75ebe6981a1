#include <stdarg.h>
#include <stdio.h>

static long long sum(const char *types, ...)
{
    va_list list, copy;
    long long total = 0;
    va_start(list, types);
    va_copy(copy, list);
    for (; *types; types++)
        switch (*types) {
        case 'i': total += va_arg(list, int); break;
        case 'l': total += va_arg(list, long long); break;
        case 's': total += *va_arg(list, const char *); break;
        }
    total += va_arg(copy, int);
    va_end(copy);
    va_end(list);
    return total;
}

int main(void)
{
    printf("%lld\n", sum("iils", 1, -2, 5000000000LL, "A"));
    return 0;
}
