#include <stdio.h>
#include <stdlib.h>

static void cleanup(void)
{
    printf("\ncleaned up");
}

_Noreturn static void stop(int depth)
{
    printf(" stop at %d", depth);
    exit(depth + 0x300);
}

static int descend(int depth)
{
    char buffer[16];
    snprintf(buffer, sizeof buffer, "%d", depth);
    fputs(buffer, stdout);
    if (depth == 7) stop(depth);
    return descend(depth + 1) + buffer[0];
}

int main(void)
{
    atexit(cleanup);
    printf("%d\n", descend(1));
    return 99;
}
