#include <stdio.h>

static void swap(int *a, int *b)
{
    int t = *a;
    *a = *b;
    *b = t;
}

/** The value that a sort would put at `rank`; reorders the values. */
static int select(int *values, int count, int rank)
{
    int low = 0, high = count - 1;
    while (low < high) {
        int pivot = values[(low + high) / 2], i = low, j = high;
        while (i <= j) {
            while (values[i] < pivot) i++;
            while (values[j] > pivot) j--;
            if (i <= j) swap(&values[i++], &values[j--]);
        }
        if (rank <= j) high = j;
        else if (rank >= i) low = i;
        else break;
    }
    return values[rank];
}

int main(void)
{
    for (int rank = 0; rank < 15; rank += 7) {
        int values[15];
        for (int i = 0; i < 15; i++) values[i] = (i * 37 + 11) % 53 - 20;
        printf("%d: %d\n", rank, select(values, 15, rank));
    }
    int same[] = {4, 4, 4, 1, 4};
    printf("%d %d\n", select(same, 5, 0), select(same, 5, 1));
    return 0;
}
