#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char *big = malloc(300000);
    big[0] = 1;
    big[299999] = 2;
    char *more = malloc(200000);
    more[199999] = 3;
    printf("%d %d %d\n", big[0], big[299999], more[199999]);
    char *volatile huge = malloc(0x7fffffff);
    return huge == NULL ? 5 : 6;
}
