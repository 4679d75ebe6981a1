#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT 12

int main(void)
{
    char *blocks[COUNT] = {0};
    unsigned state = 7;
    int live = 0, wrong = 0;
    for (int round = 0; round < 60; round++) {
        state = state * 1103515245 + 12345;
        unsigned i = (state >> 16) % COUNT;
        if (blocks[i]) {
            size_t length = strlen(blocks[i]);
            for (size_t k = 0; k < length; k++) wrong += blocks[i][k] != 'a' + (char)i;
            free(blocks[i]);
            blocks[i] = NULL;
            live--;
        } else {
            size_t length = state % 20;
            blocks[i] = malloc(length + 1);
            memset(blocks[i], 'a' + (int)i, length);
            blocks[i][length] = '\0';
            live++;
        }
    }
    printf("%d live, %d wrong\n", live, wrong);
    for (int i = 0; i < COUNT; i++) free(blocks[i]);
    return wrong;
}
