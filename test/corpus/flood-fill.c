#include <stdio.h>

#define WIDTH 10
#define HEIGHT 5

static char map[HEIGHT][WIDTH + 1] = {
    "..##......",
    ".#..#.##..",
    "##..#.#.#.",
    "...#..##..",
    "..#.......",
};

static int fill(int y, int x, char mark)
{
    if (y < 0 || y >= HEIGHT || x < 0 || x >= WIDTH || map[y][x] != '.') return 0;
    map[y][x] = mark;
    return 1 + fill(y - 1, x, mark) + fill(y + 1, x, mark) + fill(y, x - 1, mark) + fill(y, x + 1, mark);
}

int main(void)
{
    char mark = 'a';
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            int size = fill(y, x, mark);
            if (size) printf("%c%d ", mark++, size);
        }
    putchar('\n');
    for (int y = 0; y < HEIGHT; y++) puts(map[y]);
    return 0;
}
