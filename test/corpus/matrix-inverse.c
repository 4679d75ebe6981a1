// Gauss and Jordan's elimination with pivots; the product with the matrix must be the identity.
#include <math.h>
#include <stdio.h>

#define N 3

int main(void)
{
    double matrix[N][N] = {{0, 2, 1}, {1, -1, 3}, {4, 1, -2}}, a[N][2 * N];
    for (int i = 0; i < N; i++)
        for (int j = 0; j < 2 * N; j++) a[i][j] = j < N ? matrix[i][j] : i == j - N;
    for (int k = 0; k < N; k++) {
        int pivot = k;
        for (int i = k + 1; i < N; i++)
            if (fabs(a[i][k]) > fabs(a[pivot][k])) pivot = i;
        for (int j = 0; j < 2 * N; j++) {
            double swap = a[k][j];
            a[k][j] = a[pivot][j];
            a[pivot][j] = swap;
        }
        double scale = 1 / a[k][k];
        for (int j = 0; j < 2 * N; j++) a[k][j] *= scale;
        for (int i = 0; i < N; i++) {
            double factor = a[i][k];
            if (i != k)
                for (int j = 0; j < 2 * N; j++) a[i][j] -= factor * a[k][j];
        }
    }
    for (int i = 0; i < N; i++)
        printf("%8.4f %8.4f %8.4f\n", a[i][N], a[i][N + 1], a[i][N + 2]);
    double worst = 0;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            double sum = 0;
            for (int k = 0; k < N; k++) sum += matrix[i][k] * a[k][N + j];
            worst = fmax(worst, fabs(sum - (i == j)));
        }
    printf("%d\n", worst < 1e-15);
    return 0;
}
