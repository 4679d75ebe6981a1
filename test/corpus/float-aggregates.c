// Floats in structs, unions, arrays, parameters and variable arguments.
#include <stdarg.h>
#include <stdio.h>

struct point { float x, y; };
union number { double d; unsigned long long bits; float f[2]; };

static double total(int count, ...)
{
    va_list list;
    double sum = 0;
    va_start(list, count);
    while (count--) sum += va_arg(list, double);
    va_end(list);
    return sum;
}

static struct point scaled(struct point p, float by) { return (struct point){p.x * by, p.y * by}; }

static double apply(double (*f)(double, double), double x, double y) { return f(x, y); }
static double less(double x, double y) { return x - y; }

int main(void)
{
    struct point p = scaled((struct point){1.5f, -2}, 3);
    union number n = {.d = 1};
    double table[2][2] = {{1, 2}, {3, 4}};
    n.bits += 1ull << 52;
    table[1][0] += table[0][1];
    printf("%g %g %g %g\n", p.x, p.y, n.d, n.f[1]);
    printf("%g %g %g\n", total(3, 1.5, (double)2.25f, -10.0), table[1][0], apply(less, 5, 7.5));
    return 0;
}
