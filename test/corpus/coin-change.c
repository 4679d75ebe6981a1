#include <limits.h>
#include <stdio.h>

#define MOST 60

int main(void)
{
    static const int coins[] = {1, 7, 10, 22};
    int fewest[MOST + 1] = {0}, last[MOST + 1] = {0};
    unsigned ways[MOST + 1] = {1};
    for (int amount = 1; amount <= MOST; amount++) {
        fewest[amount] = INT_MAX;
        for (int c = 0; c < 4 && coins[c] <= amount; c++)
            if (fewest[amount - coins[c]] + 1 < fewest[amount]) {
                fewest[amount] = fewest[amount - coins[c]] + 1;
                last[amount] = coins[c];
            }
    }
    for (int c = 0; c < 4; c++)
        for (int amount = coins[c]; amount <= MOST; amount++) ways[amount] += ways[amount - coins[c]];
    for (int left = MOST - 2; left; left -= last[left]) printf("%d ", last[left]);
    printf("(%d coins, %u ways)\n", fewest[MOST - 2], ways[MOST - 2]);
    return 0;
}
