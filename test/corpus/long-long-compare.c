#include <stdio.h>
#include <limits.h>

int main(void)
{
    long long values[] = {0, 1, -1, LLONG_MIN, LLONG_MAX, 1LL << 32, -(1LL << 32)};
    int less = 0, below = 0, equal = 0;
    for (int i = 0; i < 7; i++)
        for (int j = 0; j < 7; j++) {
            less = less * 2 % 9973 + (values[i] < values[j]);
            below = below * 2 % 9973 + ((unsigned long long)values[i] <= (unsigned long long)values[j]);
            equal += values[i] == values[j];
        }
    printf("%d %d %d\n", less, below, equal);
    return 0;
}
