#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    printf("%d\n", errno);
    printf("%s; %s\n", strerror(EDOM), strerror(ENOENT));
    printf("%d\n", strcmp(strerror(0), strerror(ERANGE)) != 0);
    FILE *none = fopen("there-is-no-such-file", "r");
    printf("%d\n", none == NULL && errno != 0);
    errno = EINVAL;
    perror("to the error stream");
    errno = 0;
    strtoull("18446744073709551616", NULL, 10);
    printf("%d\n", errno == ERANGE);
    return 0;
}
