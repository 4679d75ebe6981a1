#include <stdio.h>
#include <string.h>

int main(void)
{
    char a[32] = "0123456789", b[32];
    memmove(a + 2, a, 8);
    a[10] = 0;
    puts(a);
    memcpy(b, a, 11);
    memmove(b, b + 3, 8);
    puts(b);
    memset(b, '-', 5);
    b[5] = 0;
    puts(b);
    printf("%d %d\n", memcmp(a, "01", 2), (char *)memchr(a, '5', 10) - a);
    return 0;
}
