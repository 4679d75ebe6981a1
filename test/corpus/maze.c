#include <stdio.h>

#define SIZE 7

static const char maze[SIZE][SIZE + 1] = {
    "#######",
    "#S..#.#",
    "###.#.#",
    "#.....#",
    "#.###.#",
    "#...#E#",
    "#######",
};

int main(void)
{
    static signed char came[SIZE * SIZE];
    static const int steps[] = {-SIZE, SIZE, -1, 1};
    static const char names[] = "NSWE";
    int queue[SIZE * SIZE], head = 0, tail = 0, at = SIZE + 1;
    const char *flat = maze[0];
    queue[tail++] = at;
    came[at] = 9;
    while (head < tail) {
        at = queue[head++];
        if (flat[at / SIZE * (SIZE + 1) + at % SIZE] == 'E') break;
        for (int d = 0; d < 4; d++) {
            int next = at + steps[d];
            if (came[next] || maze[next / SIZE][next % SIZE] == '#') continue;
            came[next] = (signed char)(d + 1);
            queue[tail++] = next;
        }
    }
    char path[SIZE * SIZE + 1], *p = path + sizeof path - 1;
    for (*p = '\0'; came[at] != 9; at -= steps[came[at] - 1]) *--p = names[came[at] - 1];
    printf("%s, %d seen\n", p, tail);
    return 0;
}
