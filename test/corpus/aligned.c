#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct aligned { char a; alignas(32) int b; char c; };
static alignas(64) char table[3];

static int is_aligned(const void *pointer, uintptr_t to)
{
    return (uintptr_t)pointer % to == 0;
}

int main(void)
{
    alignas(128) char local[5];
    struct aligned pair[2];
    printf("%zu %zu %zu\n", sizeof(struct aligned), alignof(struct aligned), alignof(long long));
    printf("%d %d %d\n", is_aligned(table, 64), is_aligned(local, 128), is_aligned(&pair[1].b, 32));
    void *block = aligned_alloc(64, 128), *other = malloc(1);
    printf("%d %d\n", is_aligned(block, 64), is_aligned(other, alignof(max_align_t)));
    free(other);
    free(block);
    return 0;
}
