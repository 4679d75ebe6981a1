// args: one two-2 3
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        printf("%d %s\n", i, argv[i]);
    return argv[argc] == NULL ? argc + atoi(argv[3]) : 99;
}
