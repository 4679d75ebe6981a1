#include <stdio.h>

struct event { unsigned long long at; const char *what; };
static struct event queue[16];
static int size;

static void add(unsigned long long at, const char *what)
{
    int i = size++;
    for (; i > 0 && queue[(i - 1) / 2].at > at; i = (i - 1) / 2) queue[i] = queue[(i - 1) / 2];
    queue[i] = (struct event){at, what};
}

static struct event next(void)
{
    struct event first = queue[0], last = queue[--size];
    int i = 0;
    for (int child; (child = 2 * i + 1) < size; i = child) {
        if (child + 1 < size && queue[child + 1].at < queue[child].at) child++;
        if (queue[child].at >= last.at) break;
        queue[i] = queue[child];
    }
    queue[i] = last;
    return first;
}

int main(void)
{
    add(5000000000, "end");
    add(3, "tick");
    add(1, "start");
    add(4294967296, "late");
    for (int handled = 0; size; handled++) {
        struct event event = next();
        printf("%llu %s\n", event.at, event.what);
        if (event.what[0] == 't' && handled < 4) add(event.at * 1000, "tick");
    }
    return 0;
}
