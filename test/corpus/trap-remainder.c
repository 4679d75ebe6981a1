#include <stdio.h>

static unsigned gcd(unsigned a, unsigned b) { return a % b == 0 ? b : gcd(b, a % b); }

int main(void)
{
    printf("%u\n", gcd(48, 36));
    for (int i = 3; i > -3; i--) {
        printf("%d\n", 10 % i);
        fflush(stdout);
    }
    return 0;
}
