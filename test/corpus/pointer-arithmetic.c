#include <stddef.h>
#include <stdio.h>

int main(void)
{
    int grid[3][4] = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}};
    int *flat = &grid[0][0], (*row)[4] = grid + 1, **pp = &flat;
    printf("%d %d %d %d\n", flat[5], (*row)[2], *(*(grid + 2) + 3), **pp);
    (*pp)++;
    ptrdiff_t distance = &grid[2][1] - flat;
    printf("%td %d %d\n", distance, *flat, &grid[1][0] > flat);
    const char *names[] = {"zero", "one", "two", NULL}, **name = names;
    while (*name) printf("%c%s ", name[0][0], *name + 1), name++;
    printf("%d\n", (int)(name - names));
    return 1[flat];
}
