#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    double a, b;
    float f;
    char *end;
    int n = sscanf("2.5 -1e3 .125", "%lf %lf %f", &a, &b, &f);
    printf("%d %g %g %g\n", n, a, b, f);
    a = strtod("0x1.8p3rest", &end);
    printf("%g %s\n", a, end);
    printf("%d\n", atof("0.1") == 0.1);
    printf("%d\n", strtod("1e23", NULL) == 1e23);
    printf("%.17g\n", strtod("9007199254740993", NULL));
    return 0;
}
