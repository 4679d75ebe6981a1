#include <stdio.h>
#include <string.h>

int main(void)
{
    static const char a[] = "transformer", b[] = "stepformers";
    enum { M = sizeof a - 1, N = sizeof b - 1 };
    static unsigned char best[M + 1][N + 1];
    for (int i = M - 1; i >= 0; i--)
        for (int j = N - 1; j >= 0; j--) {
            unsigned char down = best[i + 1][j], right = best[i][j + 1];
            best[i][j] = a[i] == b[j] ? (unsigned char)(best[i + 1][j + 1] + 1) : down > right ? down : right;
        }
    for (int i = 0, j = 0; i < M || j < N;) {
        if (i < M && j < N && a[i] == b[j]) putchar(a[i++]), j++;
        else if (j == N || (i < M && best[i + 1][j] >= best[i][j + 1])) printf("-%c", a[i++]);
        else printf("+%c", b[j++]);
    }
    printf("\n%d\n", best[0][0]);
    return 0;
}
