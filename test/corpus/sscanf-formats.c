#include <stdio.h>

int main(void)
{
    int a, b, n;
    char word[8], set[8], c;
    unsigned x;
    long long big;
    printf("%d ", sscanf("12 -7", "%d%d", &a, &b));
    printf("%d %d\n", a, b);
    printf("%d ", sscanf("ff 0x1F 017", "%x %i %o", &x, &a, (unsigned *)&b));
    printf("%u %d %d\n", x, a, b);
    printf("%d ", sscanf("key=value;rest", "%7[a-z]=%7[^;]%c%n", word, set, &c, &n));
    printf("%s %s %c %d\n", word, set, c, n);
    printf("%d ", sscanf("123456789012345 x", "%lld %*c", &big));
    printf("%lld %d %d\n", big, sscanf("x", "%d", &a), sscanf("", "%d", &a));
    return 0;
}
