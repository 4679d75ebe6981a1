#include <stdio.h>
#include <string.h>

typedef int operation(int, int);
static int add(int a, int b) { return a + b; }
static int subtract(int a, int b) { return a - b; }
static int multiply(int a, int b) { return a * b; }
static int power(int a, int b) { return b == 0 ? 1 : a * power(a, b - 1); }

static const struct { const char *name; operation *apply; } operations[] = {
    {"add", add}, {"subtract", subtract}, {"multiply", multiply}, {"power", power},
};

static operation *find(const char *name)
{
    for (unsigned i = 0; i < sizeof operations / sizeof *operations; i++)
        if (strcmp(operations[i].name, name) == 0) return operations[i].apply;
    return NULL;
}

int main(void)
{
    for (unsigned i = 0; i < 4; i++) printf("%s: %d\n", operations[i].name, operations[i].apply(3, 5));
    printf("%d %d\n", find("power") == power, find("divide") == NULL);
    return find("subtract")(10, 3);
}
