#include <stdio.h>
#include <stdlib.h>

static int ascending(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

int main(void)
{
    int values[] = {5, 3, 9, -1, 7, 3, 0, 12};
    qsort(values, 8, sizeof values[0], ascending);
    for (int i = 0; i < 8; i++)
        printf("%d ", values[i]);
    printf("\n");
    return 0;
}
