#include <stdio.h>

static int trace(int n, int m[n][n])
{
    int sum = 0;
    for (int i = 0; i < n; i++) sum += m[i][i];
    return sum;
}

static void fill(int rows, int columns, int m[rows][columns])
{
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < columns; c++) m[r][c] = r * 10 + c;
}

int main(void)
{
    for (int n = 1; n < 5; n++) {
        int m[n][n];
        fill(n, n, m);
        printf("%d %zu\n", trace(n, m), sizeof m);
    }
    return 0;
}
