#include <stdio.h>

int main(void)
{
    fputs("to stderr\n", stderr);
    fprintf(stdout, "to stdout\n");
    return 0;
}
