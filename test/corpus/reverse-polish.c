#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

static long long stack[16];
static int depth;

static long long evaluate(const char *text)
{
    depth = 0;
    while (*text) {
        if (isdigit((unsigned char)*text)) {
            char *end;
            stack[depth++] = strtoll(text, &end, 10);
            text = end;
            continue;
        }
        if (*text != ' ') {
            long long b = stack[--depth], a = stack[--depth];
            stack[depth++] = *text == '+' ? a + b : *text == '-' ? a - b : *text == '*' ? a * b : a / b;
        }
        text++;
    }
    return stack[0];
}

int main(void)
{
    printf("%lld\n", evaluate("3 4 + 2 *"));
    printf("%lld\n", evaluate("100000 100000 * 7 / 3 -"));
    printf("%lld\n", evaluate("1 2 3 4 5 + + + +"));
    return 0;
}
