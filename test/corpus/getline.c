#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    char *line = NULL, *longest = NULL;
    size_t room = 0, most = 0;
    ssize_t length;
    int count = 0;
    while ((length = getline(&line, &room, stdin)) >= 0) {
        count++;
        if (length > 0 && line[length - 1] == '\n') line[--length] = '\0';
        if ((size_t)length > most) {
            free(longest);
            longest = strdup(line);
            most = (size_t)length;
        }
    }
    printf("%d lines, the longest has %zu: %s\n", count, most, longest);
    free(line);
    free(longest);
    return !feof(stdin);
}
