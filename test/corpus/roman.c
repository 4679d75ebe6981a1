#include <stdio.h>

static void roman(int n, char *out)
{
    static const struct { int value; const char *text; } parts[] = {
        {1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
        {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
    };
    for (int i = 0; n; i++)
        for (; n >= parts[i].value; n -= parts[i].value)
            for (const char *t = parts[i].text; *t; t++) *out++ = *t;
    *out = '\0';
}

int main(void)
{
    const int years[] = {1, 4, 49, 1987, 2026, 3999};
    for (int i = 0; i < 6; i++) {
        char text[20];
        roman(years[i], text);
        printf("%d %s\n", years[i], text);
    }
    return 0;
}
