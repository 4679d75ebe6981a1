// The Collatz sequence: halve an even number, triple an odd one and add one. It is not known whether every
// start ends at 1.

#include <stdio.h>
#include <stdlib.h>

static unsigned int next(unsigned int n)
{
    return n % 2 == 0 ? n / 2 : 3 * n + 1;
}

int main(int argc, char **argv)
{
    unsigned int start = argc > 1 ? strtoul(argv[1], NULL, 10) : 27;
    unsigned int n = start;
    unsigned int highest = start;
    int steps = 0;

    if (start == 0) {
        fprintf(stderr, "start with a number above 0\n");
        return 1;
    }
    while (n != 1) {
        n = next(n);
        steps++;
        if (n > highest)
            highest = n;
    }
    printf("%u reaches 1 after %d steps and climbs to %u\n", start, steps, highest);
    return 0;
}
