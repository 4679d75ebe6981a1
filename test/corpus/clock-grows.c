#include <stdio.h>
#include <time.h>

int main(void)
{
    struct timespec before, after;
    int backwards = 0;
    clock_gettime(CLOCK_MONOTONIC, &before);
    for (int i = 0; i < 10; i++) {
        clock_gettime(CLOCK_MONOTONIC, &after);
        backwards += after.tv_sec < before.tv_sec || (after.tv_sec == before.tv_sec && after.tv_nsec < before.tv_nsec);
        before = after;
    }
    printf("%d steps back\n", backwards);
    return 0;
}
