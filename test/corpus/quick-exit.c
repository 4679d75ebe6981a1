#include <stdio.h>
#include <stdlib.h>

static void never(void) { puts("never"); }

int main(void)
{
    atexit(never);
    puts("before");
    fflush(stdout);
    printf("lost in the buffer");
    _Exit(9);
}
