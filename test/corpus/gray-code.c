#include <stdio.h>

static unsigned encode(unsigned n)
{
    return n ^ n >> 1;
}

static unsigned decode(unsigned code)
{
    for (unsigned shift = 16; shift; shift /= 2)
        code ^= code >> shift;
    return code;
}

static void bits(unsigned n, int width, char *text)
{
    text[width] = '\0';
    while (width--) {
        text[width] = (char)('0' + (n & 1));
        n >>= 1;
    }
}

int main(void)
{
    int wrong = 0;
    for (unsigned n = 0; n < 16; n++) {
        char text[5];
        bits(encode(n), 4, text);
        fputs(text, stdout);
        putchar(n % 8 == 7 ? '\n' : ' ');
        wrong += decode(encode(n * 0x11111111)) != n * 0x11111111;
        wrong += __builtin_popcount(encode(n) ^ encode(n + 1)) != 1;
    }
    return wrong;
}
