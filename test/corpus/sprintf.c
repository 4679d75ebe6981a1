#include <stdio.h>
#include <string.h>

int main(void)
{
    char text[64];
    int n = sprintf(text, "%d-%s-%c", 17, "x", 'y');
    printf("%s %d\n", text, n);
    n = snprintf(text, 6, "%s", "too long for it");
    printf("%s %d\n", text, n);
    return strlen(text);
}
