#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Reads a field, quoted or not, into `field`; returns what ended it: a comma, an end of line or EOF. */
static int read_field(char *field, size_t room)
{
    int quoted = 0, c;
    size_t length = 0;
    while ((c = getchar()) != EOF) {
        if (c == '"') {
            int next = quoted ? getchar() : 0;
            if (quoted && next != '"') {
                ungetc(next, stdin);
                quoted = 0;
                continue;
            }
            if (!quoted) {
                quoted = 1;
                continue;
            }
        } else if (!quoted && (c == ',' || c == '\n'))
            break;
        if (length + 1 < room) field[length++] = (char)c;
    }
    field[length] = '\0';
    return c;
}

int main(void)
{
    char field[16];
    long total = 0;
    int column = 0, end;
    do {
        end = read_field(field, sizeof field);
        if (column == 2) total += strtol(field, NULL, 10);
        else if (*field) printf("[%s]", field);
        column = end == ',' ? column + 1 : 0;
        if (end == '\n') putchar('\n');
    } while (end != EOF);
    printf("total %ld\n", total);
    return 0;
}
