#include <stdio.h>
#include <stdlib.h>

static void first(void) { puts("registered first"); }
static void second(void) { puts("registered second"); }
static void again(void) { puts("registered while exiting"); }
static void third(void) { puts("registered third"); atexit(again); }

static void deep(int n)
{
    if (n == 0) exit(5);
    deep(n - 1);
    puts("never");
}

int main(void)
{
    atexit(first);
    atexit(second);
    atexit(third);
    deep(4);
}
