#include <stdio.h>

static unsigned long long known[94];
static int calls;

static unsigned long long fibonacci(int n)
{
    calls++;
    if (n < 2) return (unsigned long long)n;
    if (!known[n]) known[n] = fibonacci(n - 1) + fibonacci(n - 2);
    return known[n];
}

int main(void)
{
    printf("%llu\n", fibonacci(93));
    printf("%d calls\n", calls);
    return (int)(fibonacci(90) % 251);
}
