#include <stdarg.h>
#include <stdio.h>

struct pair { int first; long long second; };

/** Sums what the letters of `kinds` say: an int, a long long, a char, a string's length, a struct. */
static long long sum(const char *kinds, ...)
{
    long long total = 0;
    va_list list;
    va_start(list, kinds);
    for (; *kinds; kinds++)
        switch (*kinds) {
        case 'i': total += va_arg(list, int); break;
        case 'l': total += va_arg(list, long long); break;
        case 'c': total += (char)va_arg(list, int); break;
        case 's':
            for (const char *s = va_arg(list, const char *); *s; s++)
                total++;
            break;
        case 'p': {
            struct pair pair = va_arg(list, struct pair);
            total += pair.first * pair.second;
        }
        }
    va_end(list);
    return total;
}

static unsigned long long most(int count, ...)
{
    va_list list, again;
    va_start(list, count);
    va_copy(again, list);
    unsigned long long best = 0;
    for (int i = 0; i < count; i++) {
        unsigned long long next = va_arg(list, unsigned long long);
        if (next > best) best = next;
    }
    unsigned long long first = va_arg(again, unsigned long long);
    va_end(again);
    va_end(list);
    return best - first;
}

int main(void)
{
    printf("%lld\n", sum("ilil", 1, 0x100000000LL, 2, -0x300000000LL));
    printf("%lld\n", sum("csp", 'A', "twelve bytes", (struct pair){-3, 5000000000LL}));
    printf("%lld\n", sum(""));
    printf("%llu\n", most(3, 1ULL, ~0ULL, 1ULL << 63));
    return 0;
}
