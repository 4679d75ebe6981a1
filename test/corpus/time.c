#include <stdio.h>
#include <time.h>

int main(void)
{
    struct timespec a, b;
    int bad = clock_gettime(CLOCK_MONOTONIC, &a) | clock_gettime(CLOCK_REALTIME, &b);
    printf("%d %d\n", bad, a.tv_nsec >= 0 && a.tv_nsec < 1000000000);
    return 0;
}
