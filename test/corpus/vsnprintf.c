#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int format(char *buffer, size_t size, const char *pattern, ...)
{
    va_list list;
    va_start(list, pattern);
    int length = vsnprintf(buffer, size, pattern, list);
    va_end(list);
    return length;
}

int main(void)
{
    char buffer[12];
    int length = format(buffer, sizeof buffer, "%s-%05d", "id", 42);
    printf("%d %s\n", length, buffer);
    length = format(buffer, sizeof buffer, "%d%s", 123456, " is too long for it");
    printf("%d %s %zu\n", length, buffer, strlen(buffer));
    printf("%d\n", format(NULL, 0, "%x", 0xabcdef));
    return 0;
}
