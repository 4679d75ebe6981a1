#include <stdio.h>

struct point { int x, y; };
struct rectangle { struct point low, high; char tag[5]; };

static struct rectangle grow(struct rectangle r, int by)
{
    r.low.x -= by; r.low.y -= by;
    r.high.x += by; r.high.y += by;
    r.tag[0]++;
    return r;
}

int main(void)
{
    struct rectangle a = {{1, 2}, {3, 4}, "abcd"};
    struct rectangle b = grow(a, 10);
    printf("%d %d %d %d %s\n", a.low.x, a.low.y, a.high.x, a.high.y, a.tag);
    printf("%d %d %d %d %s\n", b.low.x, b.low.y, b.high.x, b.high.y, b.tag);
    b = a;
    return b.high.y;
}
