#include <stdio.h>

int main(void)
{
    int n, sum = 0, value;
    scanf("%d", &n);
    for (int i = 0; i < n && scanf("%d", &value) == 1; i++)
        sum += value;
    printf("%d\n", sum);
    return scanf("%d", &value) == EOF ? 0 : 1;
}
