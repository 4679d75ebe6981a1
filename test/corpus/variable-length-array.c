#include <stdio.h>

static int sum(int n)
{
    int values[n];
    for (int i = 0; i < n; i++)
        values[i] = i * i;
    int total = 0;
    for (int i = n; i-- > 0;)
        total += values[i];
    return total + (int)sizeof values;
}

int main(void)
{
    printf("%d %d\n", sum(3), sum(10));
    return 0;
}
