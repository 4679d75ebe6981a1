#include <stdio.h>
#include <string.h>

int main(void)
{
    char text[] = "stressed desserts!";
    for (char *a = text, *b = text + strlen(text) - 1; a < b; a++, b--) {
        char t = *a;
        *a = *b;
        *b = t;
    }
    puts(text);
    return 0;
}
