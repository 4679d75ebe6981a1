#include <stdio.h>

#define SWAP(a, b) do { int t = (a); (a) = (b); (b) = t; } while (0)

int main(void)
{
    unsigned n = 90210, digits = 0, reversed = 0;
    do {
        reversed = reversed * 10 + n % 10;
        digits++;
    } while (n /= 10);
    printf("%u %u\n", digits, reversed);
    do
        n++;
    while (n % 7 || n % 4);
    printf("%u\n", n);
    int i = 0, sum = 0;
    do {
        if (i % 3 == 0)
            continue;
        sum += i;
        if (i > 10)
            break;
    } while (++i, i < 20);
    printf("%d %d\n", i, sum);
    int a = 1, b = 2;
    if (a < b)
        SWAP(a, b);
    else
        a = b = 0;
    printf("%d %d\n", a, b);
    return 0;
}
