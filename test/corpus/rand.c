#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    srand(7);
    int a = rand(), b = rand();
    srand(7);
    printf("%d %d\n", a == rand() && b == rand(), abs(-5) + (int)labs(-6L));
    div_t d = div(-17, 5);
    printf("%d %d\n", d.quot, d.rem);
    return 0;
}
