#include <stdio.h>

int main(void)
{
    char operation;
    long long a, b;
    int line = 0, read;
    while ((read = scanf("%lld %c %lld", &a, &operation, &b)) == 3) {
        line++;
        switch (operation) {
        case '+': printf("%lld\n", a + b); break;
        case '*': printf("%lld\n", a * b); break;
        case '/': b ? printf("%lld rest %lld\n", a / b, a % b) : puts("no quotient"); break;
        default: printf("what is %c?\n", operation);
        }
    }
    printf("%d lines, %d\n", line, read);
    return line;
}
