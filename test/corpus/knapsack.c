#include <stdio.h>

int main(void)
{
    const int weights[] = {12, 2, 1, 4, 1}, values[] = {4, 2, 1, 10, 2};
    int best[16] = {0};
    for (int i = 0; i < 5; i++)
        for (int room = 15; room >= weights[i]; room--) {
            int with = best[room - weights[i]] + values[i];
            if (with > best[room]) best[room] = with;
        }
    for (int room = 0; room <= 15; room++) printf("%d ", best[room]);
    putchar('\n');
    return best[15];
}
