#include <stdio.h>

int main(void)
{
    volatile int values[] = {7, -7, 1, -1, 100, -2147483647};
    int hash = 0;
    for (int i = 0; i < 6; i++)
        for (int j = 0; j < 6; j++)
            hash = hash * 3 + values[i] / values[j] - values[i] % values[j];
    printf("%d %d %d\n", hash, values[1] / 2, values[1] % 2);
    return 0;
}
