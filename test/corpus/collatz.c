#include <stdint.h>
#include <stdio.h>

static int steps(uint64_t n, uint64_t *highest)
{
    int count = 0;
    for (*highest = n; n != 1; count++) {
        n = n % 2 ? 3 * n + 1 : n / 2;
        if (n > *highest)
            *highest = n;
    }
    return count;
}

int main(void)
{
    uint64_t highest;
    const uint64_t starts[] = {6, 3000000001};
    for (int i = 0; i < 2; i++) {
        int count = steps(starts[i], &highest);
        printf("%llu: %d, up to %llu\n", (unsigned long long)starts[i], count, (unsigned long long)highest);
    }
    return 0;
}
