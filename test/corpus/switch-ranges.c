#include <limits.h>
#include <stdio.h>

static const char *name(int value)
{
    switch (value) {
    case INT_MIN: return "lowest";
    case -5 ... -1: return "a little negative";
    case 0: return "zero";
    case 1: case 3: case 5: case 7: case 9: return "odd digit";
    case 1000: return "thousand";
    default: return value < 0 ? "negative" : "other";
    }
}

static int falling(long long value)
{
    int result = 0;
    switch (value) {
    case 1LL << 40: result += 1;
    case 7: result += 10;
    case 8: result += 100; break;
    default: result = -1;
    }
    return result;
}

int main(void)
{
    const int values[] = {INT_MIN, -6, -5, -1, 0, 5, 6, 1000, INT_MAX};
    for (int i = 0; i < 9; i++) printf("%d %s\n", values[i], name(values[i]));
    printf("%d %d %d %d\n", falling(1LL << 40), falling(7), falling(8), falling(9));
    return 0;
}
