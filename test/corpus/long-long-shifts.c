#include <stdio.h>

int main(void)
{
    volatile long long a = -0x123456789abcdefLL;
    unsigned hash = 0;
    for (int n = 0; n < 64; n += 7) {
        unsigned long long left = (unsigned long long)a << n, right = (unsigned long long)a >> n;
        long long signed_right = a >> n;
        hash = hash * 31 + (unsigned)(left >> 32) + (unsigned)right + (unsigned)(signed_right >> 16);
    }
    printf("%u\n", hash);
    return 0;
}
