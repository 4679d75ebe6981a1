#include <stdarg.h>
#include <stdio.h>

static void show(const char *types, ...)
{
    va_list list, again;
    va_start(list, types);
    va_copy(again, list);
    int count = 0;
    for (const char *t = types; *t; t++, count++)
        switch (*t) {
        case 'i': printf("%d ", va_arg(list, int)); break;
        case 'l': printf("%lld ", va_arg(list, long long)); break;
        case 's': printf("%s ", va_arg(list, const char *)); break;
        case 'c': printf("%c ", va_arg(list, int)); break;
        }
    printf("(%d, first again: %d)\n", count, va_arg(again, int));
    va_end(again);
    va_end(list);
}

int main(void)
{
    show("ilsci", 1, -5000000000LL, "text", 'x', 2);
    show("iiiiiiii", 1, 2, 3, 4, 5, 6, 7, 8);
    return 0;
}
