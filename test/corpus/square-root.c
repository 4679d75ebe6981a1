// The instruction, and Newton's iteration, which must end at the same number or beside it.
#include <math.h>
#include <stdio.h>

static double newton(double x)
{
    double root = x > 1 ? x : 1, before;
    do {
        before = root;
        root = (root + x / root) / 2;
    } while (root < before);
    return before;
}

int main(void)
{
    double values[] = {2, 3, 1e-10, 1e10, 0.25};
    for (int i = 0; i < 5; i++) {
        double exact = sqrt(values[i]), found = newton(values[i]);
        printf("%.15g %d\n", exact, fabs(found - exact) <= exact * 2.3e-16);
    }
    printf("%d %d\n", sqrtf(2.0f) == (float)sqrt(2.0), isnan(sqrt(-1.0)) != 0);
    return 0;
}
