#include <stdio.h>

typedef int (*operation)(int, int);
static int add(int a, int b) { return a + b; }
static int subtract(int a, int b) { return a - b; }
static int multiply(int a, int b) { return a * b; }
static operation choose(char c) { return c == '+' ? add : c == '-' ? subtract : multiply; }
static int apply(operation f, int a, int b) { return f(a, b); }

int main(void)
{
    operation table[] = {add, subtract, multiply};
    int total = 0;
    for (int i = 0; i < 3; i++)
        total = total * 10 + apply(table[i], 7, 3);
    printf("%d %d %d\n", total, choose('-')(1, 2), choose('*')(-4, 5));
    return table[1] == subtract ? 0 : 1;
}
