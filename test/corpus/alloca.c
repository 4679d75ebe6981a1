#include <alloca.h>
#include <stdio.h>
#include <string.h>

static int palindrome(const char *text)
{
    size_t length = strlen(text);
    char *reversed = alloca(length + 1);
    for (size_t i = 0; i < length; i++) reversed[i] = text[length - 1 - i];
    reversed[length] = '\0';
    return strcmp(text, reversed) == 0;
}

int main(void)
{
    int count = 0;
    const char *words[] = {"level", "abba", "abc", "", "x", "noon!"};
    for (int round = 0; round < 20; round++)
        for (int i = 0; i < 6; i++) count += palindrome(words[i]);
    printf("%d\n", count);
    return 0;
}
