// Floats are stored, copied and compared as bytes; nothing is computed with them.
#include <stdio.h>
#include <string.h>

struct sample { float f; double d; };
static struct sample samples[] = {{1.5f, -2.25}, {0.0f, 1e300}};

static double choose(int first, double a, double b) { return first ? a : b; }

int main(void)
{
    struct sample copy = samples[1];
    samples[1] = samples[0];
    samples[0] = copy;
    double d = choose(0, copy.d, -samples[1].d);
    unsigned long long bits;
    memcpy(&bits, &d, sizeof bits);
    printf("%llx %d\n", bits, memcmp(&samples[1].f, &(float){1.5f}, 4));
    return 0;
}
