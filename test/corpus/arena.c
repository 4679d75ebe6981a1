/* An allocator that only moves forward, and is emptied as a whole. */
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static struct { alignas(8) char bytes[256]; size_t used; } arena;

static void *take(size_t size, size_t alignment)
{
    size_t start = (arena.used + alignment - 1) & -alignment;
    if (size > sizeof arena.bytes - start)
        return NULL;
    arena.used = start + size;
    return arena.bytes + start;
}

#define NEW(type) ((type *)take(sizeof(type), alignof(type)))

int main(void)
{
    for (int round = 0; round < 2; round++) {
        char *c = NEW(char);
        short *s = NEW(short);
        long long *l = NEW(long long);
        char *text = take(14, 1);
        int *i = NEW(int);
        *c = 'c', *s = -2, *l = 1LL << 50, *i = 1 << 30;
        strcpy(text, "in the arena");
        printf("%d %d %d %d", (int)((char *)s - c), (int)((char *)l - c), (int)(text - c), (int)((char *)i - c));
        printf(" %c %d %lld %s %d\n", *c, *s, *l, text, *i);
        printf("%d %d\n", ((uintptr_t)l & 7) == 0, take(212 + 1, 1) == NULL);
        arena.used = 0;
    }
    return 0;
}
