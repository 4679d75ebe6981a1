#include <stdio.h>
#include <string.h>

int main(void)
{
    char text[8];
    for (size_t size = 0; size <= sizeof text; size += 4) {
        memset(text, '#', sizeof text);
        int length = snprintf(text, size, "%d-%s", 1234, "word");
        printf("%zu: %d \"%.8s\"\n", size, length, text[sizeof text - 1] ? "####" : text);
        if (size > 0) printf("%zu %c\n", strlen(text), size < 8 ? text[size] : '.');
    }
    int exact = snprintf(text, sizeof text, "%07d", 42);
    printf("%d %s\n", exact, text);
    exact = snprintf(text, 1, "%s", "gone");
    printf("%d %d\n", exact, text[0]);
    return 0;
}
