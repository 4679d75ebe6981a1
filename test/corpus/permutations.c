#include <stdio.h>

static int count, inversions;

static void permute(int *items, int n, int fixed)
{
    if (fixed == n) {
        count++;
        for (int i = 0; i < n; i++)
            for (int k = i + 1; k < n; k++) inversions += items[i] > items[k];
        return;
    }
    for (int i = fixed; i < n; i++) {
        int item = items[fixed];
        items[fixed] = items[i];
        items[i] = item;
        permute(items, n, fixed + 1);
        item = items[fixed];
        items[fixed] = items[i];
        items[i] = item;
    }
}

int main(void)
{
    int items[] = {1, 2, 3, 4};
    permute(items, 4, 0);
    printf("%d permutations, %d inversions\n", count, inversions);
    return 0;
}
