#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    const char *texts[] = {"42", "-1", "0x7f", "077", "99999999999", "abc", "12abc", " \t+5"};
    for (int i = 0; i < 8; i++) {
        char *end;
        errno = 0;
        unsigned long value = strtoul(texts[i], &end, 0);
        printf("%s: %lu, left \"%s\"%s\n", texts[i], value, end, errno == ERANGE ? ", too large" : "");
    }
    printf("%ld %ld %lld\n", strtol("zz", NULL, 36), strtol("-2147483649", NULL, 10), strtoll("-9223372036854775808", NULL, 10));
    return 0;
}
