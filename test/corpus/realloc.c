#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char *text = NULL;
    size_t length = 0, room = 0;
    for (int i = 0; i < 50; i++) {
        if (length == room)
            text = realloc(text, room = room * 2 + 1);
        text[length++] = 'a' + i % 26;
    }
    printf("%.*s %u\n", (int)length, text, (unsigned)room);
    free(text);
    return 0;
}
