#include <stdio.h>

static int depth(int n) { char pad[16]; pad[n & 15] = n; return n == 0 ? pad[0] : 1 + depth(n - 1); }

int main(void)
{
    printf("%d\n", depth(800));
    return 0;
}
