// Comparisons, with NaN and both zeros among the operands.
#include <math.h>
#include <stdio.h>

int main(void)
{
    double values[] = {-INFINITY, -1.5, -0.0, 0.0, 1.5, NAN};
    int n = sizeof values / sizeof *values;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            double x = values[i], y = values[j];
            float f = (float)x, g = (float)y;
            int d = (x < y) | (x <= y) << 1 | (x == y) << 2 | (x != y) << 3 | (x > y) << 4 | (x >= y) << 5;
            int s = (f < g) | (f <= g) << 1 | (f == g) << 2 | (f != g) << 3 | (f > g) << 4 | (f >= g) << 5;
            putchar("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/"[d]);
            if (d != s) puts("differ");
        }
        putchar('\n');
    }
    printf("%d %d %d\n", isnan(values[5]) != 0, isinf(values[0]) != 0, signbit(values[2]) != 0);
    return 0;
}
