// To ten digits, as integers, which are cheaper to print.
#include <math.h>
#include <stdio.h>

static void show(const char *name, double x) { printf("%s %lld\n", name, (long long)(x * 1e10)); }

int main(void)
{
    volatile double x = 0.7;
    show("sin", sin(x));
    show("cos", cos(x));
    show("tan", tan(x));
    show("atan2", atan2(x, -2));
    show("exp", exp(x));
    show("log", log(x));
    show("log10", log10(x));
    show("pow", pow(x, 2.5));
    show("cbrt", cbrt(x));
    show("hypot", hypot(x, 2));
    return 0;
}
