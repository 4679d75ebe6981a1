#include <stdio.h>
#include <stdlib.h>

struct vector { int *items; size_t count, capacity; };

static void push(struct vector *v, int item)
{
    if (v->count == v->capacity) {
        v->capacity = v->capacity ? v->capacity * 2 : 1;
        v->items = realloc(v->items, v->capacity * sizeof *v->items);
        if (!v->items)
            exit(1);
    }
    v->items[v->count++] = item;
}

int main(void)
{
    struct vector v = {0}, w = {0};
    for (int i = 0; i < 70; i++) {
        push(&v, i * i);
        if (i % 3 == 0)
            push(&w, -i);
    }
    long long sum = 0;
    for (size_t i = 0; i < v.count; i++)
        sum = sum * 3 % 1000003 + v.items[i];
    printf("%u %u %lld\n", (unsigned)v.count, (unsigned)v.capacity, sum);
    for (size_t i = 0; i < w.count; i++)
        sum += w.items[i];
    printf("%u %u %lld\n", (unsigned)w.count, (unsigned)w.capacity, sum);
    v.items = realloc(v.items, 2 * sizeof *v.items);
    printf("%d %d\n", v.items[0], v.items[1]);
    free(v.items);
    free(w.items);
    return 0;
}
