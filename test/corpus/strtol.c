#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char *end;
    printf("%ld %ld %ld\n", strtol("  42x", &end, 10), strtol("-7f", NULL, 16), strtol("0755", NULL, 0));
    printf("%c %lu\n", *end, strtoul("4294967295", NULL, 10));
    errno = 0;
    long big = strtol("99999999999", NULL, 10);
    printf("%ld %d %d\n", big, errno == ERANGE, atoi("123"));
    printf("%lld\n", strtoll("-9000000000", NULL, 10));
    return 0;
}
