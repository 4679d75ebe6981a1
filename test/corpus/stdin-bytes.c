#include <stdio.h>

int main(void)
{
    unsigned sum = 0;
    for (int c; (c = getchar()) != EOF;)
        sum = sum * 257 + c;
    printf("%u\n", sum);
    return 0;
}
