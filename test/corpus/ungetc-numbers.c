#include <ctype.h>
#include <stdio.h>

static int number(void)
{
    int c, value = 0;
    while (isdigit(c = getchar())) value = value * 10 + c - '0';
    ungetc(c, stdin);
    return value;
}

int main(void)
{
    int value = number();
    for (int c; (c = getchar()) != EOF && c != '\n';) {
        int next = number();
        value = c == '+' ? value + next : c == '-' ? value - next : value * next;
        printf("%c%d=%d ", c, next, value);
    }
    putchar('\n');
    return value & 255;
}
