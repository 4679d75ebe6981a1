#include <stdio.h>

static int sum(const int *outer, int n)
{
    int frame[4000];
    frame[0] = n;
    return outer[0] + sum(frame, n + 1);
}

int main(void)
{
    int zero[1] = {0};
    puts("down");
    return sum(zero, 1);
}
