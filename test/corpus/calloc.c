#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    char *dirty = malloc(64);
    memset(dirty, 0x5a, 64);
    free(dirty);
    int *numbers = calloc(16, sizeof *numbers), sum = 0;
    for (int i = 0; i < 16; i++) sum += numbers[i];
    printf("%d %d\n", sum, calloc(SIZE_MAX / 2, 3) == NULL);
    numbers = realloc(numbers, 100 * sizeof *numbers);
    numbers[99] = 5;
    printf("%d %d\n", numbers[15], numbers[99]);
    free(numbers);
    return malloc(SIZE_MAX - 100) == NULL;
}
