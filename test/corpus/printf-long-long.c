#include <stdio.h>
#include <limits.h>

int main(void)
{
    printf("%lld\n%lld\n", LLONG_MIN, LLONG_MAX);
    printf("%llu\n%llx\n", ULLONG_MAX, 0x123456789abcdefULL);
    return 0;
}
