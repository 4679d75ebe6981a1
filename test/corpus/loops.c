#include <stdio.h>

int main(void)
{
    int n = 100, total = 0;
    do {
        n -= 7;
        if (n % 5 == 0) continue;
        total += n;
    } while (n > 50);
    while (1) {
        if (total-- % 17 == 0) break;
    }
    for (int i = 0, j = 10; i < j; i++, j--)
        total ^= i * j;
    printf("%d %d\n", n, total);
    return 0;
}
