// Results as bits, so that not a single one may differ.
#include <float.h>
#include <stdio.h>
#include <string.h>

static void show(const char *what, double d)
{
    unsigned long long bits;
    memcpy(&bits, &d, sizeof bits);
    printf("%s %016llx\n", what, bits);
}

int main(void)
{
    volatile double a = 0.1, b = 0.2, tiny = DBL_MIN, huge = DBL_MAX;
    volatile float f = 16777216.0f, g = 0.1f;
    show("add", a + b);
    show("sub", a - b);
    show("mul", a * b);
    show("div", a / b / 3);
    show("subnormal", tiny / 3);
    show("overflow", huge * 2);
    show("cancel", (a + b) - 0.3);
    show("negative zero", -a * 0.0);
    show("float", f + 1 + g * g / 3.0f);
    show("mixed", g - a);
    return 0;
}
