#include <stdio.h>
#include <string.h>

#define N 6
static unsigned char now[N][N], next[N][N];

static void step(void)
{
    for (int r = 0; r < N; r++)
        for (int c = 0; c < N; c++) {
            int count = 0;
            for (int i = -1; i <= 1; i++)
                for (int k = -1; k <= 1; k++)
                    if (i || k) count += now[(r + i + N) % N][(c + k + N) % N];
            next[r][c] = count == 3 || (count == 2 && now[r][c]);
        }
    memcpy(now, next, sizeof now);
}

int main(void)
{
    now[0][1] = now[1][2] = now[2][0] = now[2][1] = now[2][2] = 1;
    for (int i = 0; i < 2; i++) step();
    for (int r = 0; r < 5; r++) {
        for (int c = 0; c < N; c++) putchar(now[r][c] ? '#' : '.');
        putchar('\n');
    }
    return 0;
}
