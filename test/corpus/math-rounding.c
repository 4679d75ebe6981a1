#include <math.h>
#include <stdio.h>

int main(void)
{
    double values[] = {-2.5, -1.5, -0.4, 0.5, 1.5, 2.7, 4503599627370497.5};
    for (int i = 0; i < 7; i++) {
        double x = values[i];
        float f = (float)x;
        printf("%lld %lld %lld %lld %lld\n", (long long)floor(x), (long long)ceil(x),
               (long long)trunc(x), (long long)rint(x), (long long)round(x));
        if (i < 6 && (floorf(f) != floor(f) || ceilf(f) != ceil(f) || rintf(f) != rint(f))) puts("differ");
    }
    double whole;
    int exponent;
    printf("%lld", (long long)(modf(3.75, &whole) * 100));
    printf(" %lld", (long long)whole);
    printf(" %lld", (long long)(frexp(48, &exponent) * 100));
    printf(" %d %lld", exponent, (long long)ldexp(0.75, 4));
    printf(" %lld %lld\n", (long long)(fmod(-7.5, 2) * 10), (long long)fmax(fmin(3, 4), -1));
    return 0;
}
