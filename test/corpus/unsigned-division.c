#include <stdio.h>

int main(void)
{
    volatile unsigned a = 4000000000u, b = 7, c = 3000000000u;
    printf("%u %u %u %u\n", a / b, a % b, a / c, a % c);
    return (int)((a >> 4) % 251);
}
