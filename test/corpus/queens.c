#include <stdio.h>

static int count(int row, int columns, int left, int right)
{
    if (row == 5) return 1;
    int total = 0;
    for (int free = ~(columns | left | right) & 31; free; free &= free - 1) {
        int bit = free & -free;
        total += count(row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1);
    }
    return total;
}

int main(void)
{
    printf("%d\n", count(0, 0, 0, 0));
    return 0;
}
