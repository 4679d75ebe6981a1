#include <stdio.h>

#define name(x) _Generic((x), \
    int: "int", unsigned: "unsigned", long long: "long long", char *: "char *", \
    const char *: "const char *", default: "something else")
#define largest(a, b) _Generic((a), long long: largest_long, default: largest_int)(a, b)

static int largest_int(int a, int b) { return a > b ? a : b; }
static long long largest_long(long long a, long long b) { return a > b ? a : b; }

int main(void)
{
    char text[] = "t";
    const char *constant = text;
    printf("%s, %s, %s, %s, %s, %s\n", name(1), name(1u), name(1LL), name(text), name(constant), name('c' + 0.0));
    printf("%d %lld\n", largest(3, -4), largest(1LL << 35, 2LL));
    return 0;
}
