#include <stdio.h>

int main(void)
{
    int row[8] = {1};
    for (int n = 0; n < 5; n++) {
        printf("%*s", 2 * (4 - n), "");
        for (int k = 0; k <= n; k++)
            printf("%4d", row[k]);
        putchar('\n');
        for (int k = n + 1; k > 0; k--)
            row[k] += row[k - 1];
    }
    return row[2];
}
