#include <stdarg.h>
#include <stdio.h>

struct pair { int a, b; };

static void show(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    for (; *format; format++) {
        switch (*format) {
        case 'c': printf("%c ", va_arg(list, int)); break;
        case 'h': printf("%d ", (short)va_arg(list, int)); break;
        case 'u': printf("%u ", va_arg(list, unsigned)); break;
        case 'L': printf("%lld ", va_arg(list, long long)); break;
        case 'p': printf("%d ", *va_arg(list, int *)); break;
        case 'f': printf("%d ", va_arg(list, int (*)(int))(20)); break;
        case 'S': {
            struct pair p = va_arg(list, struct pair);
            printf("<%d,%d> ", p.a, p.b);
        }
        }
    }
    va_end(list);
    putchar('\n');
}

static int next(int x) { return x + 1; }

int main(void)
{
    int n = -99;
    struct pair p = {3, -4};
    char c = 'x';
    short s = -300;
    show("chL", c, s, -5000000000LL);
    show("uLuL", 4000000000u, 1LL << 62, 7u, -1LL);
    show("LpLf", 1LL, &n, 2LL, next);
    show("cSLS", 'y', p, 10LL, (struct pair){5, 6});
    show("");
    return 0;
}
