#include <limits.h>
#include <stdio.h>

int main(void)
{
    static const long long numbers[] = {-10, 4294967296, -4294967297, LLONG_MAX, LLONG_MIN};
    enum { COUNT = sizeof numbers / sizeof *numbers };
    unsigned long long check = 0;
    for (int i = 0; i < COUNT; i++)
        for (int j = 0; j < COUNT; j++) {
            long long a = numbers[i], b = numbers[j], q = a / b, r = a % b;
            unsigned long long u = (unsigned long long)a, v = (unsigned long long)b;
            if (q * b + r != a || (r != 0 && (r < 0) != (a < 0))) printf("%lld / %lld\n", a, b);
            if (u / v * v + u % v != u || u % v >= v) printf("%llu / %llu\n", u, v);
            check = (check ^ (unsigned long long)q) * 31 + (unsigned long long)r + u / v - u % v;
        }
    printf("%llx\n", check);
    printf("%lld %lld\n", numbers[3] / numbers[2], numbers[4] % numbers[2]);
    return 0;
}
