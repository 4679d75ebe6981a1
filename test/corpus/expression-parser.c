#include <ctype.h>
#include <stdio.h>

static const char *at;
static int sum(void);

static int factor(void)
{
    if (*at == '(') {
        at++;
        int value = sum();
        at++;
        return value;
    }
    if (*at == '-') return at++, -factor();
    int value = 0;
    while (isdigit((unsigned char)*at)) value = value * 10 + *at++ - '0';
    return value;
}

static int product(void)
{
    int value = factor();
    while (*at == '*' || *at == '/' || *at == '%') {
        char op = *at++;
        int other = factor();
        value = op == '*' ? value * other : op == '/' ? value / other : value % other;
    }
    return value;
}

static int sum(void)
{
    int value = product();
    while (*at == '+' || *at == '-') value = *at++ == '+' ? value + product() : value - product();
    return value;
}

int main(void)
{
    const char *texts[] = {"1+2*3", "(1+2)*3", "-(4-10)*7%5", "100/7/2-3*-2", "((((9))))"};
    for (int i = 0; i < 5; i++) {
        at = texts[i];
        printf("%s = %d\n", texts[i], sum());
    }
    return 0;
}
