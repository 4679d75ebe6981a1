#include <stdio.h>
#include <stdlib.h>

struct entry { int key; long long value; struct entry *before, *after; };
static struct entry ends = {.before = &ends, .after = &ends};
static int size, misses;

static void unlink_entry(struct entry *entry)
{
    entry->before->after = entry->after;
    entry->after->before = entry->before;
}

static void put_first(struct entry *entry)
{
    *entry = (struct entry){entry->key, entry->value, &ends, ends.after};
    ends.after = ends.after->before = entry;
}

static long long cube(int key)
{
    struct entry *entry = ends.after;
    while (entry != &ends && entry->key != key) entry = entry->after;
    if (entry == &ends) {
        misses++;
        if (size == 3) unlink_entry(entry = ends.before);
        else entry = malloc(sizeof *entry), size++;
        entry->key = key;
        entry->value = (long long)key * key * key;
    } else
        unlink_entry(entry);
    put_first(entry);
    return entry->value;
}

int main(void)
{
    static const int keys[] = {1, 2, 3, 1, 4000, 2, 1, 4000, 5};
    long long sum = 0;
    for (int i = 0; i < 9; i++) sum += cube(keys[i]);
    printf("%lld, %d misses\n", sum, misses);
    for (struct entry *e = ends.after; e != &ends; e = e->after) printf("%d ", e->key);
    putchar('\n');
    return 0;
}
