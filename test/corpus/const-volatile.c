#include <stdio.h>

static volatile int reads;
static const int table[] = {3, 1, 4, 1, 5};

static int next(const int *restrict *const cursor)
{
    reads++;
    return *(*cursor)++;
}

static int sum_three(const int values[static 3])
{
    return values[0] + values[1] + values[2];
}

static void copy(char *restrict to, const char *restrict from)
{
    while ((*to++ = *from++))
        ;
}

int main(void)
{
    const int *restrict cursor = table;
    register int total = 0;
    while (cursor < table + 5) total = total * 10 + next(&cursor);
    char text[8];
    copy(text, "copied");
    int old = reads++ + 10;
    printf("%d %d %d %s %d\n", total, sum_three(table + 1), reads, text, old);
    extern int outside;
    return outside;
}

int outside = 21;
