#include <stdio.h>

#define N 4

/** Elimination without fractions: every division leaves no remainder. */
static long long determinant(long long m[N][N])
{
    long long before = 1;
    int sign = 1;
    for (int k = 0; k < N - 1; k++) {
        int row = k;
        while (row < N && m[row][k] == 0) row++;
        if (row == N) return 0;
        if (row != k) {
            for (int j = 0; j < N; j++) {
                long long t = m[k][j];
                m[k][j] = m[row][j];
                m[row][j] = t;
            }
            sign = -sign;
        }
        for (int i = k + 1; i < N; i++)
            for (int j = k + 1; j < N; j++)
                m[i][j] = (m[i][j] * m[k][k] - m[i][k] * m[k][j]) / before;
        before = m[k][k];
    }
    return sign * m[N - 1][N - 1];
}

int main(void)
{
    long long a[N][N] = {{0, 2, -1, 3}, {4, 1, 0, -2}, {7, -3, 5, 1}, {2, 2, 8, -6}};
    long long b[N][N], c[N][N] = {{1, 2, 3, 4}, {2, 4, 6, 8}, {0, 1, 0, 1}, {5, 5, 5, 5}};
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) b[i][j] = 1000LL * (i == j) + j;
    printf("%lld %lld %lld\n", determinant(a), determinant(b), determinant(c));
    return 0;
}
