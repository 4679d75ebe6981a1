#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    int *blocks[10];
    for (int i = 0; i < 10; i++) {
        blocks[i] = malloc((i + 1) * sizeof(int));
        for (int j = 0; j <= i; j++)
            blocks[i][j] = i * j;
    }
    int sum = 0;
    for (int i = 0; i < 10; i++)
        sum += blocks[i][i];
    for (int i = 0; i < 10; i += 2)
        free(blocks[i]);
    char *zeros = calloc(10, 3);
    for (int i = 0; i < 30; i++)
        sum += zeros[i];
    printf("%d %d\n", sum, blocks[9][3]);
    return 0;
}
