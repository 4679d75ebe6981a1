#include <limits.h>
#include <stdio.h>
#include <string.h>

static int widen(char c) { return c; }
static int widen_unsigned(unsigned char c) { return c; }
static signed char narrow(int n) { return (signed char)n; }

int main(void)
{
    char plain = '\xe9';
    signed char s = -23;
    unsigned char u = 233;
    printf("%d %d\n", CHAR_MIN, CHAR_MAX);
    printf("%d %d %d\n", plain == s, plain == u, (unsigned char)plain == u);
    printf("%d %d %d\n", widen(plain), widen_unsigned((unsigned char)plain), narrow(u));
    printf("%d %d %d\n", plain >> 1, u >> 1, u << 1);
    u += 30;
    s -= 110;
    printf("%d %d %d\n", u, s, -u);
    unsigned char bytes[] = {200, 100};
    printf("%d %d\n", memcmp(bytes, bytes + 1, 1) > 0, strcmp("\xff", "a") > 0);
    printf("%d %d %d\n", '\377', 'ab' == ('a' << 8 | 'b'), (int)sizeof 'c');
    int counts[256] = {0};
    for (const char *p = "na\xefve na\xefve"; *p; p++) counts[(unsigned char)*p]++;
    return counts[0xef] * 10 + counts['n'];
}
