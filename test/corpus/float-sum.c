// Sums that lose digits, and Kahan's that keeps them.
#include <stdio.h>

int main(void)
{
    float plain = 0, kahan = 0, lost = 0;
    double wide = 0;
    for (int i = 1; i <= 40; i++) {
        float x = 1.0f / i, y = x - lost, t = kahan + y;
        plain += x;
        lost = (t - kahan) - y;
        kahan = t;
        wide += 1.0 / i;
    }
    printf("%.9g %.9g %.17g\n", plain, kahan, wide);
    return 0;
}
