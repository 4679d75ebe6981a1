// args: -v --size=12 input.txt -n 3 -- -x
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    int verbose = 0, size = 0, count = 0, i;
    for (i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0) break;
        if (strcmp(argv[i], "-v") == 0) verbose = 1;
        else if (strncmp(argv[i], "--size=", 7) == 0) size = atoi(argv[i] + 7);
        else if (strcmp(argv[i], "-n") == 0 && i + 1 < argc) count = atoi(argv[++i]);
        else printf("file %s\n", argv[i]);
    }
    printf("%d %d %d, left %d\n", verbose, size, count, argc - i - 1);
    return argc;
}
