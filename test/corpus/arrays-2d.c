#include <stdio.h>

#define N 4
static int product[N][N];

int main(void)
{
    int a[N][N], b[N][N] = {{1, 2, 3, 4}, {0, 1}, {[2] = 1}, {[3] = 1}};
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            a[i][j] = i - 2 * j;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            for (int k = 0; k < N; k++)
                product[i][j] += a[i][k] * b[k][j];
    for (int i = 0; i < N; i++)
        printf("%d %d %d %d\n", product[i][0], product[i][1], product[i][2], product[i][3]);
    return 0;
}
