#include <stdio.h>
#include <string.h>
#include <strings.h>

static int sign(int x) { return (x > 0) - (x < 0); }

int main(void)
{
    printf("%d %d %d\n", sign(strcmp("abc", "abd")), sign(strcmp("abc", "ab")), sign(strcmp("", "")));
    printf("%d %d\n", sign(strcmp("\xff", "a")), sign(strcmp("Z", "a")));
    printf("%d %d %d\n", sign(strncmp("prefix-a", "prefix-b", 7)), sign(strncmp("ab", "abc", 9)), strncmp("x", "y", 0));
    printf("%d %d\n", sign(memcmp("a\0b", "a\0c", 3)), sign(memcmp("\x80", "\x7f", 1)));
    printf("%d %d\n", sign(strcasecmp("HeLLo", "hEllO")), sign(strncasecmp("ABCd", "abcE", 4)));
    char text[12] = "12345678901";
    strncpy(text, "abc", 5);
    printf("%s %s\n", text, text + 5);
    strcat(strcpy(text, "x"), "yz");
    strncat(text, "123456", 4);
    printf("%s %d %d\n", text, (int)strlen(text), (int)strnlen(text, 5));
    char *copy = strdup(text);
    copy[0] = 'X';
    printf("%s %s\n", text, copy);
    return 0;
}
