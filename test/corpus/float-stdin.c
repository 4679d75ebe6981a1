// The mean of the numbers on stdin.
#include <stdio.h>

int main(void)
{
    double x, sum = 0;
    int n = 0;
    while (scanf("%lf", &x) == 1) {
        sum += x;
        n++;
    }
    printf("%d numbers, mean %.3f\n", n, sum / n);
    return 0;
}
