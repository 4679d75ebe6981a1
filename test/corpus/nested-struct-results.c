#include <stdio.h>

struct pair { long long a; short b; };
struct nest { struct pair left, right; char mark; };

static struct pair pair(long long a, short b) { return (struct pair){a, b}; }
static struct nest nest(struct pair left, struct pair right) { return (struct nest){left, right, '!'}; }
static struct nest swap(struct nest n) { return nest(n.right, n.left); }

int main(void)
{
    struct nest n = swap(swap(swap(nest(pair(1LL << 40, 2), pair(-3, -4)))));
    printf("%lld %d %lld %d %c\n", n.left.a, n.left.b, n.right.a, n.right.b, n.mark);
    printf("%d %d\n", (int)sizeof(struct nest), swap(n).left.b);
    return 0;
}
