#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    printf("%s, %s, %s\n", strerror(0), strerror(ENOENT), strerror(EINVAL));
    printf("%d\n", strcmp(strerror(ERANGE), strerror(EDOM)) != 0);
    errno = 0;
    FILE *file = fopen("/nowhere/at-all", "r");
    printf("%d %d\n", file == NULL, errno != 0);
    perror("fopen");
    errno = EILSEQ;
    perror(NULL);
    printf("%d\n", errno == EILSEQ);
    errno = 0;
    void *none = malloc((size_t)-64);
    printf("%d %d\n", none == NULL, errno == ENOMEM);
    return 0;
}
