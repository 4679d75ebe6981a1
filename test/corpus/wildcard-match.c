#include <stdbool.h>
#include <stdio.h>

/** `*` stands for any text, `?` for one character, `[a-z]` for one of a range. */
static bool matches(const char *pattern, const char *text)
{
    const char *star = NULL, *from = NULL;
    while (*text) {
        bool one = *pattern == '?' || *pattern == *text;
        int length = 1;
        if (*pattern == '[') {
            one = pattern[1] <= *text && *text <= pattern[3];
            length = 5;
        }
        if (*pattern == '*') {
            star = pattern++;
            from = text;
        } else if (*pattern && one) {
            pattern += length;
            text++;
        } else if (star) {
            pattern = star + 1;
            text = ++from;
        } else
            return false;
    }
    while (*pattern == '*') pattern++;
    return !*pattern;
}

int main(void)
{
    static const char *const patterns[] = {"*.c", "a*b*c", "?est", "[a-f]*[0-9]", ""};
    static const char *const texts[] = {"main.c", "aXbbYc", "test", "beef7", ""};
    for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 5; j++) putchar(matches(patterns[i], texts[j]) ? '1' : '0');
        putchar(' ');
    }
    putchar('\n');
    return 0;
}
