#include <ctype.h>
#include <stdio.h>

int main(void)
{
    int counts[6] = {0};
    for (int c = 0; c < 128; c += 3) {
        counts[0] += !!isalpha(c); counts[1] += !!isdigit(c); counts[2] += !!isspace(c);
        counts[3] += !!isupper(c); counts[4] += !!ispunct(c); counts[5] += !!isxdigit(c);
    }
    for (int i = 0; i < 6; i++)
        printf("%d ", counts[i]);
    for (const char *p = "Mixed Case 1"; *p; p++)
        putchar(isupper(*p) ? tolower(*p) : toupper(*p));
    putchar('\n');
    return 0;
}
