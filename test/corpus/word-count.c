#include <ctype.h>
#include <stdio.h>

int main(void)
{
    int lines = 0, words = 0, bytes = 0, inside = 0;
    for (int c; (c = getchar()) != EOF;) {
        bytes++;
        lines += c == '\n';
        if (!isspace(c) && !inside) words++;
        inside = !isspace(c);
    }
    printf("%d %d %d\n", lines, words, bytes);
    return feof(stdin) && !ferror(stdin);
}
