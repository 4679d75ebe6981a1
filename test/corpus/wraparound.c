#include <stdio.h>

int main(void)
{
    unsigned char c = 250; signed char s = 127; unsigned short h = 65535; short t = -32768;
    unsigned u = 0; unsigned long long w = 0;
    c += 10; s++; h++; t--; u--; w--;
    printf("%d %d %d %d %u %llu\n", c, s, h, t, u, w);
    printf("%d %d\n", (signed char)0x80, (unsigned char)-1);
    return (unsigned char)(c - 5);
}
