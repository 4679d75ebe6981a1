#include <stdio.h>
#include <sys/time.h>
#include <time.h>

int main(void)
{
    time_t stored, returned = time(&stored);
    printf("%d %d\n", stored == returned, (int)sizeof(time_t));
    struct timeval v;
    int failed = gettimeofday(&v, NULL);
    printf("%d %d\n", failed, v.tv_usec >= 0 && v.tv_usec < 1000000);
    return difftime(60, 18) == 42.0 ? 0 : 1;
}
