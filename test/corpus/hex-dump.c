#include <ctype.h>
#include <stdio.h>

int main(void)
{
    unsigned char row[8];
    size_t length, offset = 0;
    while ((length = fread(row, 1, sizeof row, stdin)) > 0) {
        printf("%04zx ", offset);
        for (size_t i = 0; i < sizeof row; i++) {
            if (i < length) printf(" %02x", row[i]);
            else fputs("   ", stdout);
        }
        fputs("  ", stdout);
        for (size_t i = 0; i < length; i++) putchar(isprint(row[i]) ? row[i] : '.');
        putchar('\n');
        offset += length;
    }
    return (int)offset;
}
