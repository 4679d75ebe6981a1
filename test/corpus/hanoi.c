#include <stdio.h>

static int moves;

static void move(int n, char from, char to, char over)
{
    if (n == 0) return;
    move(n - 1, from, over, to);
    if (moves++ < 5) printf("%d%c%c ", n, from, to);
    move(n - 1, over, to, from);
}

int main(void)
{
    move(7, 'A', 'C', 'B');
    printf("%d\n", moves);
    return moves;
}
