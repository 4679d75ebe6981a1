#include <stdio.h>

struct rational { long long top, bottom; };

static long long divisor(long long a, long long b)
{
    return b ? divisor(b, a % b) : a < 0 ? -a : a;
}

static struct rational reduce(long long top, long long bottom)
{
    long long by = divisor(top, bottom);
    if (bottom < 0) by = -by;
    return (struct rational){top / by, bottom / by};
}

static struct rational add(struct rational a, struct rational b)
{
    return reduce(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
}

static int compare(struct rational a, struct rational b)
{
    long long left = a.top * b.bottom, right = b.top * a.bottom;
    return (left > right) - (left < right);
}

int main(void)
{
    struct rational sum = {0, 1};
    for (int i = 1; i <= 8; i++) sum = add(sum, (struct rational){i % 2 ? 1 : -1, i});
    printf("%lld/%lld\n", sum.top, sum.bottom);
    struct rational low = reduce(2, -4);
    printf("%lld/%lld %d %d\n", low.top, low.bottom, compare(low, sum), compare(sum, (struct rational){533, 840}));
    return 0;
}
