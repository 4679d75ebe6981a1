#include <stdio.h>

typedef void visitor(int value, void *context);

static void each(const int *values, int count, visitor *visit, void *context)
{
    for (int i = 0; i < count; i++) visit(values[i], context);
}

struct range { int low, high, seen; };

static void widen(int value, void *context)
{
    struct range *range = context;
    if (!range->seen++ || value < range->low) range->low = value;
    if (range->seen == 1 || value > range->high) range->high = value;
}

static void total(int value, void *context) { *(long *)context += value; }

int main(void)
{
    const int values[] = {4, -9, 17, 0, 3};
    struct range range = {0};
    long sum = 0;
    each(values, 5, widen, &range);
    each(values, 5, total, &sum);
    printf("%d to %d, %d of them, sum %ld\n", range.low, range.high, range.seen, sum);
    return 0;
}
