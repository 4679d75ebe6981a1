#include <stdio.h>

struct pair { int a, b; };
static int total(const struct pair *pairs, int n)
{
    int sum = 0;
    while (n-- > 0)
        sum += pairs[n].a * pairs[n].b;
    return sum;
}

int main(void)
{
    int *list = (int[]){4, 5, 6};
    struct pair p = {.b = 2, .a = 9};
    printf("%d %d %d\n", list[1], p.a - p.b, total((struct pair[]){{1, 2}, {3, 4}, p}, 3));
    return 0;
}
